import pytest

from chalicelib.domain.errors import NotFound
from tests.fakes.templates import find_template


def test_a_template_that_is_not_there_is_named_by_no_field_since_no_body_need_have_held_it() -> None:
    with pytest.raises(NotFound) as refusal:
        find_template("acme", "unheard_of", None)
    assert refusal.value.field is None


def test_a_version_that_is_not_there_is_told_from_a_template_that_is_not() -> None:
    for key, what in (("weekly_check_in", "version of this report template"), ("unheard_of", "report template")):
        with pytest.raises(NotFound) as refusal:
            find_template("acme", key, 99)
        assert refusal.value.what == what
