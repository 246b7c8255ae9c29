import pytest

from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import InsufficientScope, Unauthorized
from chalicelib.domain.scope import ANY_KEY
from chalicelib.doors.authentication import authorize, bearer


@pytest.mark.parametrize("header", ["Bearer folio_x", "bearer folio_x", "BEARER  folio_x "])
def test_the_secret_is_what_follows_the_scheme(header: str) -> None:
    assert bearer(header) == "folio_x"


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic abc", "folio_x"])
def test_another_scheme_is_nobodys(header: str | None) -> None:
    with pytest.raises(Unauthorized):
        bearer(header)


def test_a_key_without_the_scope_is_told_which_one_it_lacks() -> None:
    caller = Caller("acme", "key-1", frozenset({"read:reports"}))
    authorize(caller, "read:reports")
    authorize(caller, ANY_KEY)
    with pytest.raises(InsufficientScope) as refusal:
        authorize(caller, "write:reports")
    assert (refusal.value.required, refusal.value.held) == ("write:reports", ("read:reports",))
