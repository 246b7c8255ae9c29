"""Locales, held to those that Babel has."""

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale, localedata

from chalicelib import catalogues
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.locale import DEFAULT, canonical, locales, similar, written


def test_they_are_babel_s_own_of_the_languages_that_there_are_catalogues_of() -> None:
    known = [Locale.parse(identifier) for identifier in localedata.locale_identifiers()]
    languages = {"en", *catalogues.languages()}
    ours = {str(each).replace("_", "-") for each in known if each.language in languages and not each.script and not each.variant}
    assert set(locales()) == ours
    assert {"de", "en", "es", "fr", "ja", "pt"} <= languages


@pytest.mark.parametrize(("tag", "spelled"), [("de-AT", "de-AT"), ("DE-at", "de-AT"), ("es-419", "es-419"), ("en", "en"), ("JA", "ja")])
def test_a_tag_is_known_in_any_case(tag: str, spelled: str) -> None:
    assert canonical(tag) == spelled


@pytest.mark.parametrize("tag", ["", "-", "de-", "de_AT", "tlh", "de-JP", "en-Latn-GB", "en-GB-oed", "xx-IT", "x" * 35, "ＤＥ"])
def test_any_other_is_none(tag: str) -> None:
    assert canonical(tag) is None


def test_what_was_meant_is_guessed() -> None:
    assert similar("de_at") == ["de-AT"]
    assert "en-GB" in similar("en-UK") or "en-GB" in similar("en_GBR")


def test_a_report_is_written_in_the_language_asked_for_as_its_region_does() -> None:
    assert [written(tag) for tag in (None, "en-US", "de-AT", "de", "ja-JP", "es-419")] == [
        DEFAULT,
        "en_US",
        "de_AT",
        "de",
        "ja_JP",
        "es_419",
    ]


@pytest.mark.parametrize("tag", locales())
def test_babel_writes_every_one_of_them(tag: str) -> None:
    wording = BabelWording(written(tag))
    assert "2026" in wording.days(date(2026, 3, 30), date(2026, 4, 21))
    assert "21" in wording.money(Decimal("4210.40"), "EUR").replace("\u202f", "")
    assert wording.language == tag
    assert (wording.text("Spend") == "Spend") is tag.startswith("en")
