import secrets

from chalicelib.domain import api_key


def test_a_secret_has_the_documented_form_and_does_not_repeat() -> None:
    drawn = {api_key.secret_from(secrets.token_bytes(32)) for _ in range(200)}
    assert len(drawn) == 200
    assert all(api_key.has_form(secret) and len(secret) == 46 for secret in drawn)


def test_what_is_no_key_is_told_without_asking_anyone() -> None:
    good = api_key.secret_from(bytes(32))
    for text in ("", "folio_", good[:-1], good + "A", good.replace("folio", "foliO"), good[:-1] + "-", good + "\n"):
        assert not api_key.has_form(text)
