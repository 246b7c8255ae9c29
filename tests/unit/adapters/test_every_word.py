"""Every word that a page prints of its own comes from a catalogue: in words of no language, no English is left.

Figures, dates and lists are written as in Japan, which has no Latin letters for them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from html.parser import HTMLParser

import pytest

from chalicelib import templates
from chalicelib.adapters.composer import compose
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.facts import Facts
from chalicelib.domain.visibility_facts import VisibilityFacts
from tests.fakes import visibility_facts
from tests.fakes.months import month
from tests.fakes.pseudo_words import PseudoWords

READ = ("alt", "title", "aria-label", "content")
WORD = re.compile(r"[A-Za-z]{2,}")
CASES: dict[str, Facts | VisibilityFacts] = {
    f"{key}, {accounts} accounts, days {days}, noise {noise}": month(key, accounts=accounts, days=days, noise=noise)
    for key in templates.names()
    if key != "ai_visibility"
    for accounts, days, noise in ((1, "complete", 0.08), (3, "missing", 0.9), (2, "none", 0.08), (10, "missing", 0.08))
} | {
    "visibility": visibility_facts.facts(),
    "visibility, a clear rise, samples": visibility_facts.facts(lift=0.35, past=12, sample=True),
    "visibility, no answer": visibility_facts.facts(4, failing=2, past=1),
    "visibility, one prompt": visibility_facts.facts(1, past=0, failing=0),
    "visibility, never named": visibility_facts.facts(6, lift=-2),
}


class _Printed(HTMLParser):
    """What a reader sees or is told of a page, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "script")
        self.texts += [value for name, value in attrs if name in READ and value and (tag, name) != ("meta", "content")]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def written_by_others(of: object) -> Iterator[str]:
    """Every text within the facts: names, ids, codes, notes; not what the code itself calls its kinds and its sections."""
    match of:
        case StrEnum():
            return
        case str():
            yield of
        case Mapping():
            for key, value in of.items():
                yield from written_by_others(key)
                yield from written_by_others(value)
        case tuple() | list() | frozenset():
            for value in of:
                yield from written_by_others(value)
        case _ if is_dataclass(of):
            for field in fields(of):
                if field.name != "sections":
                    yield from written_by_others(getattr(of, field.name))


DATA = (
    {platform.label for platform in Platform if platform is not Platform.OTHER}
    | {platform.label for platform in AiPlatform if "search" not in platform}
    | {*visibility_facts.SITES}
)
"""Names that no language changes."""


def english(facts: Facts | VisibilityFacts) -> list[str]:
    """The words on the facts' page that are neither messages nor data."""
    page = _Printed()
    page.feed(compose(facts, BabelWording("ja_JP", PseudoWords())))
    texts = set(written_by_others(facts))
    known = "|".join(re.escape(text) for text in sorted(DATA | texts, key=len, reverse=True) if text.strip())
    data = re.compile(f"(?<![A-Za-z])(?:{known})(?![A-Za-z])")
    return sorted({text.strip() for text in page.texts if WORD.search(data.sub(" ", text))})


@pytest.mark.parametrize("case", CASES)
def test_a_page_has_no_word_that_is_not_a_message(case: str) -> None:
    assert english(CASES[case]) == []


def test_english_that_is_not_a_message_is_found() -> None:
    page = _Printed()
    page.feed('<p>Ｓｐｅｎｄ rose</p><style>p { }</style><img alt="a picture">')
    assert [text for text in page.texts if WORD.search(text)] == ["Ｓｐｅｎｄ rose", "a picture"]
