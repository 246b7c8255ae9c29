import pytest

from chalicelib.domain.printable import is_printable, shown


@pytest.mark.parametrize(
    "text", ["Brand – DE", "Été\N{NO-BREAK SPACE}2026", "قهوة\N{RIGHT-TO-LEFT MARK} A", "👩\N{ZERO WIDTH JOINER}🌾", ""]
)
def test_what_people_write_is_printable(text: str) -> None:
    assert is_printable(text)


@pytest.mark.parametrize("text", ["a\nb", "a\0b", "a\tb", "\x85", "\N{LINE SEPARATOR}", "\ud800"])
def test_control_characters_breaks_and_halves_of_characters_are_not(text: str) -> None:
    assert not is_printable(text)


def test_what_is_quoted_back_is_short_and_printable() -> None:
    quoted = shown("\ud800\n" + "x" * 100, 10)
    assert len(quoted) == 10
    assert quoted.encode()
    assert is_printable(quoted)
