from dataclasses import replace

import pytest

from chalicelib.engines.wire.market import approximate_location, country_code, instructions, language_code, place, user_location
from chalicelib.usecases.ports.engines import Question


@pytest.mark.parametrize(
    ("country", "language", "code"),
    [
        ("Germany", "English", "DE"),
        (" germany ", "English", "DE"),
        ("de", "English", "DE"),
        ("Deutschland", "German", "DE"),
        ("日本", "Japanese", "JP"),
        ("USA", "English", "US"),
        ("United States", "English", "US"),
        ("UK", "English", "GB"),
        ("gb", "English", "GB"),
        ("Turkey", "English", "TR"),
        ("Türkiye", "English", "TR"),
        ("Côte d’Ivoire", "French", "CI"),
        ("The Netherlands", "Dutch", "NL"),
        ("DACH", "German", None),
        ("Europe", "English", None),
        ("EU", "English", None),
        ("ZZ", "English", None),
        ("", "English", None),
        (None, "English", None),
        ("Germany", "Klingon", "DE"),
    ],
)
def test_a_country_is_known_by_its_code_and_by_its_names(country: str | None, language: str, code: str | None) -> None:
    assert country_code(country, language) == code


@pytest.mark.parametrize(("language", "code"), [("German", "de"), ("english", "en"), ("Japanese", "ja"), ("fr", "fr"), ("Klingon", None)])
def test_a_language_is_known_by_its_english_name(language: str, code: str | None) -> None:
    assert language_code(language) == code


@pytest.mark.parametrize(
    ("country", "location", "fields"),
    [
        ("Germany", "Munich", {"country": "DE", "city": "Munich"}),
        ("USA", "Austin, Texas", {"country": "US", "city": "Austin", "region": "Texas"}),
        ("USA", "Austin, Texas, United States", {"country": "US", "city": "Austin", "region": "Texas"}),
        ("Germany", "Munich, Germany", {"country": "DE", "city": "Munich"}),
        ("DACH", "Zürich", {"city": "Zürich"}),
        ("Germany", None, {"country": "DE"}),
        (None, " , ", {}),
    ],
)
def test_a_location_fills_the_fields_it_has_words_for(
    country: str | None, location: str | None, fields: dict[str, str], question: Question
) -> None:
    market = replace(question, country=country, location=location)
    assert user_location(market) == fields
    assert approximate_location(market) == {"type": "approximate", **fields}


@pytest.mark.parametrize(
    ("country", "location", "text"),
    [
        ("Germany", "Munich", "Munich, Germany"),
        ("Germany", "Munich, Germany", "Munich, Germany"),
        ("Germany", None, "Germany"),
        (None, "Munich", "Munich"),
        (None, None, ""),
    ],
)
def test_a_place_is_written_once(country: str | None, location: str | None, text: str, question: Question) -> None:
    assert place(replace(question, country=country, location=location)) == text


def test_the_instructions_say_what_no_field_can(question: Question) -> None:
    assert instructions(question, has_location_field=True) == "Answer in German."
    assert instructions(question, has_location_field=False) == "Answer in German. The person who asks is in Munich, Germany."
    nowhere = replace(question, country=None, location=None)
    assert instructions(nowhere, has_location_field=False) == "Answer in German."


def test_a_country_that_has_no_code_is_said_in_words(question: Question) -> None:
    alps = replace(question, country="DACH", location=None)
    assert instructions(alps, has_location_field=True) == "Answer in German. The person who asks is in DACH."
