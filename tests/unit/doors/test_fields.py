"""Kinds of text that bodies share: what each takes, and how it tells what it does not."""

from datetime import UTC, datetime
from time import process_time
from typing import Annotated, Any

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from chalicelib.doors.fields import Colour, EMail, Language, Locale, Phone, Slot, Text, TimeZone, Unique, WebAddress


def _taken(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def _fault(kind: Any, value: Any) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refused:
        _taken(kind, value)
    (finding,) = refused.value.errors()
    return finding["type"], finding["msg"]


@pytest.mark.parametrize("text", ["2030-01-01T10:00:00+01:00", "2030-01-01T09:00:00Z", "2030-01-01 09:00:00.000Z", "20300101T0900Z"])
def test_a_slot_is_any_timestamp_with_an_offset(text: str) -> None:
    assert _taken(Slot, text) == datetime(2030, 1, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2030-01-01T09:00:00", "2030-01-01", "1893488400", 1893488400, "", "soon", "0001-01-01T00:00+23:59"])
def test_a_slot_without_an_offset_is_none(value: object) -> None:
    kind, message = _fault(Slot, value)
    assert (kind, "offset" in message) == ("timestamp", True)


@pytest.mark.parametrize("text", ["1969-12-31T23:59:59Z", "9000-01-01T00:00:01Z"])
def test_a_slot_is_within_what_a_grid_can_hold(text: str) -> None:
    assert _fault(Slot, text)[0] == "timestamp_range"


@pytest.mark.parametrize(("text", "name"), [("de", "German"), ("GERMAN", "German"), (" Slovene ", "Slovenian")])
def test_a_language_is_kept_by_its_english_name(text: str, name: str) -> None:
    assert _taken(Language, text) == name


def test_an_unknown_language_or_zone_is_told_its_neighbours() -> None:
    assert "German" in _fault(Language, "Germanish")[1]
    assert "Europe/Berlin" in _fault(TimeZone, "europe/berlin")[1]


@pytest.mark.parametrize("address", ["https://acme.example", "http://localhost:8000/a?b#c", "HTTPS://Bücher.example/ö"])
def test_a_web_address_is_kept_as_it_was_sent(address: str) -> None:
    assert _taken(WebAddress, f" {address} ") == address


@pytest.mark.parametrize(
    "address", ["acme.example", "ftp://acme.example", "https://", "javascript:alert(1)", "https://a b", "https://a\nb"]
)
def test_what_is_no_web_address(address: str) -> None:
    assert _fault(WebAddress, address)[0] in {"web_address", "unprintable"}


def test_a_text_may_have_lines_and_nothing_that_can_not_be_printed() -> None:
    assert _taken(Text, " a\r\n\tb\nc ") == "a\r\n\tb\nc"
    for text in ("a\x00b", "a\x0bb", "a\rb", "a\x1b[0m"):
        assert _fault(Text, text)[0] == "unprintable"
    assert _fault(Text, " \n ")[0] == "string_too_short"
    assert _fault(Annotated[Text, Field(max_length=3)], "abcd")[0] == "too_long"


def test_repeats_are_named() -> None:
    assert _fault(Annotated[list[str], Unique], ["b", "a", "b"]) == ("repeated", "Input should have no repeats: b")


def test_very_many_texts_without_a_repeat_are_looked_through_in_no_time() -> None:
    """1 MB of body is a quarter of a million texts: what counts each of them would take until the function's time-out."""
    began = process_time()
    assert len(_taken(Annotated[list[str], Unique], [f"{number}" for number in range(30_000)])) == 30_000
    assert process_time() - began < 3


def test_a_colour_is_six_digits_kept_in_lower_case() -> None:
    assert _taken(Colour, "#0B6e6E") == "#0b6e6e"
    for text in ("#fff", "0b6e6e", "#0b6e6e80", "#0b6e6g", "teal", "", "#0b6e6e\n", "#٠b6e6e", "red;} body{"):
        assert _fault(Colour, text)[0] in {"colour", "string_too_long"}


@pytest.mark.parametrize("address", ["a@b.example", "Jo.Doe+reports@mail.acme-coffee.example", "o'hara@acme.example"])
def test_an_e_mail_address_is_kept_as_it_was_sent(address: str) -> None:
    assert _taken(EMail, f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    ["acme.example", "a@b", "a@b..example", "a b@c.example", "<a@b.example>", "a@b.example,c@d.example", "a@b.example?x", "@b.example"],
)
def test_what_is_no_e_mail_address(address: str) -> None:
    assert _fault(EMail, address)[0] == "e_mail"


def test_a_telephone_number_is_kept_as_it_was_sent() -> None:
    for number in ("+49 (0)30 123 45-67", "030/1234567", "112", "1.800.555.0100"):
        assert _taken(Phone, number) == number
    for text in ("call us", "+", "12", "030 123 ext 4", "030;123", "٠٣٠١٢٣"):
        assert _fault(Phone, text)[0] == "phone"


def test_a_locale_is_kept_in_its_own_spelling_and_an_unknown_one_is_told_its_neighbours() -> None:
    assert _taken(Locale, "DE-at") == "de-AT"
    kind, message = _fault(Locale, "de_AT")
    assert kind == "locale"
    assert message.endswith(": perhaps de-AT")
    for tag in ("it-IT", "", "en-Latn-GB", "x" * 36):
        assert _fault(Locale, tag)[0] in {"locale", "string_too_long"}
