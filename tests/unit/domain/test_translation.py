import pytest

from chalicelib.domain.prose import Name, Strong
from chalicelib.domain.translation import Value, filled, translatable


def test_a_message_s_placeholders_are_replaced_wherever_a_language_puts_them() -> None:
    values: dict[str, Value] = {"campaign": Name("{Brand}"), "share": "38 %"}
    assert filled("{campaign} took {share} of spend.", values) == (Name("{Brand}"), " took 38 % of spend.")
    assert filled("{share} der Ausgaben: {campaign}", values) == ("38 % der Ausgaben: ", Name("{Brand}"))


def test_a_phrase_is_filled_in_with_its_names_apart() -> None:
    phrase = (Name("A"), " (+3)")
    assert filled("Most moved in {which}.", {"which": phrase}) == ("Most moved in ", Name("A"), " (+3).")
    assert filled("{a}{b}", {"a": Strong("x"), "b": ()}) == (Strong("x"),)


def test_a_brace_is_written_twice_and_a_placeholder_without_a_value_is_a_bug() -> None:
    assert filled("{{x}}", {}) == ("{x}",)
    with pytest.raises(KeyError):
        filled("{share}", {})


def test_a_marked_message_is_as_it_was() -> None:
    assert translatable("Spend") == "Spend"
