import pytest

from chalicelib.domain.errors import NotFound
from tests.fakes.templates import find_template


def test_a_template_that_is_not_there_is_named_by_no_field_since_no_body_need_have_held_it() -> None:
    with pytest.raises(NotFound) as refusal:
        find_template("acme", "unheard_of", None)
    assert refusal.value.field is None
