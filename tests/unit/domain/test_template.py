import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.template import is_key, slug


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Client weekly", "client_weekly"),
        ("  Café – Wöchentlich!  ", "cafe_wochentlich"),
        ("ROI/ROAS (2026)", "roi_roas_2026"),
        ("a" * 100, "a" * 64),
        (f"{'a' * 63} b", "a" * 63),
    ],
)
def test_a_name_makes_its_key(name: str, key: str) -> None:
    assert slug(name) == key


@pytest.mark.parametrize("name", ["QA", "2026 review", "週報", "—", "_"])
def test_a_name_that_makes_no_key_makes_none(name: str) -> None:
    assert slug(name) is None


@given(st.text(max_size=100))
def test_what_a_name_makes_is_a_key(name: str) -> None:
    made = slug(name)
    assert made is None or is_key(made)


@pytest.mark.parametrize("key", ["ab", "Abc", "1abc", "a-b", "a" * 65, "abc\n", "äbc"])
def test_what_is_no_key(key: str) -> None:
    assert not is_key(key)
