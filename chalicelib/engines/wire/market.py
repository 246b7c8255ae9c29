"""Market: a question's country, location and language as the platforms' fields want them, and as a sentence where there is no field."""

from functools import cache

from babel import Locale, UnknownLocaleError

from chalicelib.domain.language import english_name
from chalicelib.domain.language import language_code as code_of_language
from chalicelib.usecases.ports.engines import Question

_ALSO = {
    "america": "US",
    "brasil": "BR",
    "czech republic": "CZ",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "hong kong": "HK",
    "macau": "MO",
    "macedonia": "MK",
    "northern ireland": "GB",
    "republic of ireland": "IE",
    "republic of korea": "KR",
    "russian federation": "RU",
    "scotland": "GB",
    "the netherlands": "NL",
    "turkey": "TR",
    "uae": "AE",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
    "viet nam": "VN",
    "wales": "GB",
}
"""Names in use that CLDR has under another."""
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Two-letter regions of CLDR that are not in ISO 3166-1."""


def country_code(country: str | None, language: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country named by code, in English or in this language; None for what is none of these."""
    if not country:
        return None
    name = country.strip().casefold()
    if name.upper() in set(_codes("en").values()):
        return name.upper()
    return _ALSO.get(name) or _codes("en").get(name) or _codes(language_code(language) or "en").get(name)


def language_code(language: str) -> str | None:
    """The ISO 639-1 code of a language by its English name; None for what is none."""
    name = english_name(language)
    return code_of_language(name) if name else None


def user_location(question: Question) -> dict[str, str]:
    """`country`, `city` and `region`, as far as they are known. Of `Austin, Texas` the first part is the city, the second the region."""
    fields = {}
    if code := country_code(question.country, question.language):
        fields["country"] = code
    parts = [part.strip() for part in (question.location or "").split(",") if part.strip()]
    if parts:
        fields["city"] = parts[0]
    if len(parts) > 1 and country_code(parts[1], question.language) != fields.get("country"):
        fields["region"] = parts[1]
    return fields


def approximate_location(question: Question) -> dict[str, str]:
    """The location field that OpenAI, Anthropic and xAI share. OpenAI takes a tool without one for a tool of the United States."""
    return {"type": "approximate"} | user_location(question)


def place(question: Question) -> str:
    """`Munich, Germany`, or as much of it as is known; empty for neither."""
    location, country = (question.location or "").strip(), (question.country or "").strip()
    return location if country.casefold() in location.casefold() else ", ".join(part for part in (location, country) if part)


def instructions(question: Question, *, has_location_field: bool) -> str:
    """What no field can say: the language of the answer, and the place where there is no field for it, or none for such a name."""
    language = f"Answer in {question.language}."
    where = place(question)
    told = has_location_field and (not question.country or country_code(question.country, question.language) is not None)
    return language if told or not where else f"{language} The person who asks is in {where}."


@cache
def _codes(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {str(name).casefold(): code for code, name in territories.items() if code.isalpha() and code not in _NO_COUNTRIES}
