import pytest

from chalicelib.domain.language import english_name, language_code, similar_languages


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("German", "German"),
        ("german", "German"),
        ("de", "German"),
        ("DE", "German"),
        (" Portuguese ", "Portuguese"),
        ("ja", "Japanese"),
        ("Maori", "Māori"),
        ("Māori", "Māori"),
        ("Bengali", "Bangla"),
        ("Castilian", "Spanish"),
        ("Norwegian Bokmal", "Norwegian Bokmål"),
    ],
)
def test_a_language_is_stored_under_its_english_name(given: str, stored: str) -> None:
    assert english_name(given) == stored


@pytest.mark.parametrize("given", ["", "xx", "deu", "Deutsch", "Klingon", "Germ"])
def test_what_is_no_language_has_no_name(given: str) -> None:
    assert english_name(given) is None


def test_every_name_leads_back_to_its_code() -> None:
    codes = [a + b for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz"]
    known = {code: name for code in codes if (name := english_name(code)) is not None}
    assert len(known) == 183  # ISO 639-1 as of 2021
    assert len(set(known.values())) == 183
    assert all(language_code(name) == code for code, name in known.items())


def test_a_misspelt_language_is_told_what_may_have_been_meant() -> None:
    assert similar_languages("Germen")[0] == "German"
    assert similar_languages("Spanisch")[0] == "Spanish"
    assert similar_languages("zzzz") == []
