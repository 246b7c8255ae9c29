from pathlib import Path

import pytest

from chalicelib.domain import locale
from chalicelib.domain.rewording import lexicon as module
from chalicelib.domain.rewording.lexicon import Claim, Lexicon, lexicon

LANGUAGES = sorted(path.stem for path in (Path(module.__file__).parent / "words").glob("*.toml"))


def _of(language: str) -> Lexicon:
    words = lexicon(language)
    assert words is not None
    return words


def _claims(language: str, text: str) -> list[tuple[Claim, str]]:
    return [(found.claim, found.sense) for found in _of(language).claims(text)]


def test_every_language_that_a_report_can_be_in_has_one() -> None:
    assert {tag.partition("-")[0] for tag in locale.locales()} == set(LANGUAGES)


def test_a_language_without_a_file_has_none() -> None:
    assert lexicon("it") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_claims_two_things(language: str) -> None:
    words = [entry.word for entry in _of(language).entries]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_found_as_what_it_claims(language: str) -> None:
    for entry in _of(language).entries:
        said = entry.word.removesuffix("*")
        claims = _claims(language, said)
        assert claims, entry.word
        if len(claims) == 1 and "*" not in entry.word:
            assert claims == [(entry.claim, entry.sense)], entry.word


def test_the_longest_of_the_words_that_begin_together_is_meant() -> None:
    assert _claims("en", "shows no clear change") == [(Claim.DOUBT, "no clear change")]
    assert _claims("en", "No  clear\nchange") == [(Claim.DOUBT, "no clear change")]
    assert _claims("en", "nothing") == [(Claim.NOT, "not")]


def test_words_of_one_sense_stand_for_each_other() -> None:
    spend, cost = (_claims("en", word) for word in ("Spend", "costs"))
    assert spend == cost
    assert [claim for claim, _ in spend] == [Claim.MEASURE]


def test_a_word_within_a_word_is_none() -> None:
    assert _claims("en", "notable") == [(Claim.JUDGEMENT, "notabl*")]
    assert _claims("en", "upon") == []


def test_abbreviations_are_measures() -> None:
    assert _claims("de", "Der CPA, der ROAS") == [(Claim.MEASURE, "CPA"), (Claim.MEASURE, "ROAS")]


def test_a_claim_says_where_it_stands() -> None:
    (found,) = _of("en").claims("it has no clear change")
    assert (found.start, found.end) == (7, 22)


@pytest.mark.parametrize(
    ("language", "plain"), [("en", "brought"), ("de", "entfielen"), ("fr", "présentent"), ("es", "muestran"), ("ja", "比較")]
)
def test_plain_words_claim_nothing(language: str, plain: str) -> None:
    assert _of(language).is_plain(plain)
    assert not _of(language).is_plain("google")
    assert not _of(language).is_plain("")
