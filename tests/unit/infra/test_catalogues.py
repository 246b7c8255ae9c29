"""Every catalogue of a report's words says all that the code says, and says it whole."""

from collections import Counter
from collections.abc import Iterator

import pytest
from babel import Locale, localedata
from babel.messages.catalog import Message

from chalicelib import catalogues
from infra.catalogues import PLACEHOLDER, messages, read, text

LANGUAGES = catalogues.languages()


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
