import pytest

from chalicelib.domain.scope import grants


@pytest.mark.parametrize(
    ("held", "required"),
    [
        ("*", "write:keys"),
        ("read:all", "read:reports"),
        ("write:all", "write:reports"),
        ("write:all", "read:reports"),
        ("write:reports", "read:reports"),
        ("read:reports", "read:reports"),
    ],
)
def test_a_scope_grants_what_it_implies(held: str, required: str) -> None:
    assert grants({held}, required)


@pytest.mark.parametrize(
    ("held", "required"),
    [
        ("read:all", "write:reports"),
        ("read:reports", "write:reports"),
        ("write:reports", "write:targets"),
        ("write:reports", "read:targets"),
    ],
)
def test_a_scope_grants_nothing_else(held: str, required: str) -> None:
    assert not grants({held}, required)
    assert not grants(set(), required)
