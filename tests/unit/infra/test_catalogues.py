"""Every catalogue of a report's words says all that the code says, and says it whole."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from babel import Locale, localedata
from babel.messages.catalog import Message

from chalicelib import catalogues
from chalicelib.adapters.wording import BabelWording
from infra.catalogues import PLACEHOLDER, messages, read, text

LANGUAGES = catalogues.languages()
_NAMES = "account|accounts|brand|campaign|campaigns|cheapest|dearest|most|names|place|platform|platforms|rival"
_SPACE_BEFORE = r"[ \u00a0\u202f][:;!?,.]"
MISWRITTEN = {
    "de": rf"{_SPACE_BEFORE}|[\"']|„[^“]*(?:”|$)",
    "es": rf"{_SPACE_BEFORE}|[\"']",
    "fr": rf"(?<!\u202f)[;!?]|(?<!\u00a0):|«(?!\u00a0)|(?<!\u00a0)»|[\"']"  # no space, or one that breaks
    rf"|\b(?:de|que|ne|se|le|la) (?:[aeéèêiîoôu](?!\w*-)|\{{(?:{_NAMES})\}})",  # an elision that is missing, or that a name may need
    "ja": r"[,:;!?()\"']|[。、：；！？） ] |[、。]{2}",
    "pt": rf"{_SPACE_BEFORE}|[\"']",
}
"""By language: what its typography and grammar never have, whatever a placeholder stands for."""


def entries(language: str) -> Iterator[tuple[Message, list[tuple[str, str]]]]:
    """Each message of a catalogue, with its translations beside the English ones that they stand for; the header is none."""
    for message in read(language):
        if message.id:
            english, translated = _forms(message.id), _forms(message.string)
            yield message, [(english[min(form, len(english) - 1)], one) for form, one in enumerate(translated)]


def _forms(of: object) -> tuple[str, ...]:
    return tuple(map(str, of)) if isinstance(of, tuple | list) else (str(of or ""),)


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def test_there_are_the_languages_that_reports_are_to_be_written_in() -> None:
    assert {"de", "es", "fr", "ja", "pt"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_message_of_the_code_and_no_other(language: str) -> None:
    assert catalogues.path(language).read_text("utf-8") == text(language), "make catalogues"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_a_guess(language: str) -> None:
    assert [message.id for message, pairs in entries(language) if message.fuzzy or not all(one for _, one in pairs)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    """Each as often: a figure must neither go nor come twice. A form of one may leave its number out."""
    off = []
    for message, pairs in entries(language):
        for english, translated in pairs:
            lacks, adds = placeholders(english) - placeholders(translated), placeholders(translated) - placeholders(english)
            may_be_off = {"{number}"} if message.pluralizable else set()
            if translated and (lacks + adds).keys() - may_be_off:
                off.append((english, translated))
    assert off == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_text_and_keeps_the_spaces_at_its_ends(language: str) -> None:
    """A page takes what a template's message says for HTML; a space at an end joins it to what follows."""
    pairs = [pair for _, pairs in entries(language) for pair in pairs if pair[1]]
    assert [one for english, one in pairs if any(sign in one for sign in "<>&" if sign not in english)] == []
    assert [one for _, one in pairs if one != one.strip()] == []


def test_no_message_begins_or_ends_with_a_space_as_a_piece_of_a_sentence_would() -> None:
    said = [each for message in messages() for each in _forms(message.id)]
    assert [each for each in said if each != each.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_regions_are_babel_s_own(language: str) -> None:
    known = [Locale.parse(identifier) for identifier in localedata.locale_identifiers()]
    of_it = {each.territory for each in known if each.language == language and each.territory and not each.script and not each.variant}
    assert set(catalogues.regions(language)) == of_it


def miswritten(language: str, text: str) -> bool:
    """Whether a translation breaks a rule of its language's writing that a machine can see."""
    bare = re.sub(r"%\((\w+)\)s", r"{\1}", text)
    percent = re.escape(BabelWording(language).percent(Decimal(1), 0).removeprefix("100"))
    return bool(
        re.search(MISWRITTEN[language], bare)
        or re.search(r"  |[ \u00a0\u202f]{2}|\d-[ \u00a0\u202f]|-[ \u00a0\u202f]%", bare)  # of a line that was broken in a compound
        or re.sub(rf"(?<=\d){percent}", "", bare).count("%")  # as the figures around it are written
    )


@pytest.mark.parametrize("language", sorted(MISWRITTEN))
def test_a_translation_is_written_as_its_language_is(language: str) -> None:
    assert [one for _, pairs in entries(language) for _, one in pairs if miswritten(language, one)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das 95-\u202f%-Intervall"),
        ("de", "Die Zahlen : drei"),
        ("de", "„Weitere”"),
        ("de", "30% der Ausgaben"),
        ("fr", "Mieux que l’objectif: {figures}"),
        ("fr", "Mieux que l’objectif : {figures}"),
        ("fr", "l'écart"),
        ("fr", "heure de {place}"),
        ("fr", "le index"),
        ("es", "Mejor que el objetivo : {figures}"),
        ("pt", "30\u202f% do investimento"),
        ("ja", "比率の95\u202f%"),
        ("ja", "変化: なし"),
        ("ja", "指標： なし"),
    ],
)
def test_what_is_miswritten_is_seen(language: str, text: str) -> None:
    assert miswritten(language, text)
