"""Every performance template over a matrix of what clients have: each two levels of different factors meet in some case."""

import io
import os
import re
import subprocess
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from pdfua import validate
from pypdf import PdfReader

from chalicelib import templates
from chalicelib.adapters.composer import compose
from chalicelib.adapters.frozen_facts import freeze, thaw
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.facts import Facts
from tests.fakes.months import month
from tests.fakes.pairs import all_pairs

FONTS = Path(__file__).parents[3] / "infra/layers/render/fonts.conf"
PERFORMANCE = tuple(key for key in templates.names() if key != "ai_visibility")
FACTORS = {
    "template": PERFORMANCE,
    "accounts": ("1", "3", "10"),
    "names": ("short", "very long", "every script"),
    "days": ("complete", "missing", "none"),
    "noise": ("0.08", "0.9"),
}
CASES = all_pairs(FACTORS)
MOST_PAGES = {"1": 9, "3": 15, "10": 32}
"""By number of accounts: what a report of the longest names may grow to."""


@pytest.fixture(scope="module")
def renderer() -> ModuleType:
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    from chalicelib.adapters import renderer  # WeasyPrint reads the variable when it is imported

    return renderer


def facts_of(case: dict[str, str]) -> Facts:
    return month(case["template"], accounts=int(case["accounts"]), days=case["days"], names=case["names"], noise=float(case["noise"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: ", ".join(case.values()))
def test_it_is_whole_accessible_and_nothing_overlaps(case: dict[str, str], renderer: ModuleType, tmp_path: Path) -> None:
    facts = facts_of(case)
    pdf = renderer.render(compose(facts), facts.title, "en-GB", facts.gathered_at)
    assert pdf.warnings == ()  # a missing glyph, an unknown property
    assert renderer.check(pdf.content) == pdf.pages <= MOST_PAGES[case["accounts"]]
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf.content)
    assert [finding.message for finding in validate(str(file)).findings] == []
    assert overlaps(file) == []
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).split())
    assert [figure for figure in figures(facts) if figure not in text] == []
    assert f"{facts.report_id} · {facts.template.key} v{facts.template.version}" in text


def figures(facts: Facts) -> list[str]:
    """The spend of each currency, added up here from the rows, and written to its minor unit."""
    spend: dict[str, Decimal] = {}
    for account in facts.accounts:
        for row in account.rows:
            if row.day in facts.period:
                spend[account.identity.currency] = spend.get(account.identity.currency, Decimal(0)) + row.cost
    wording = BabelWording("en_GB")
    told = [wording.money(amount, currency) for currency, amount in spend.items()]
    return [" ".join(each.split()) for each in told] or ["There is no data for"]


_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_RUNNING = 1
"""Points: what the running heads are taken from is smaller, and drawn in white."""


class Word(NamedTuple):
    """A word's box on its page, in points."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def overlaps(file: Path) -> list[str]:
    """Words that stand on each other, or beyond the page's edge. Poppler's boxes are a line high: what touches is not yet an overlap."""
    page_of_words = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for number, page in enumerate(page_of_words.split("<page ")[1:], start=1):
        width, height = (float(size) for size in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        words = [Word(float(left), float(top), float(right), float(bottom), text) for left, top, right, bottom, text in _WORD.findall(page)]
        found += [f"page {number}: {word.text} is clipped" for word in words if word.left < 0 or word.right > width or word.bottom > height]
        found += [f"page {number}: {one.text} × {other.text}" for one, other in _clashes(words)]
    return found


def _clashes(words: list[Word]) -> list[tuple[Word, Word]]:
    in_order = sorted((word for word in words if word.bottom - word.top > _RUNNING), key=lambda word: word.top)
    clashes = []
    for position, word in enumerate(in_order):
        for other in in_order[position + 1 :]:
            if other.top >= word.bottom:
                break
            across = min(word.right, other.right) - max(word.left, other.left)
            down = min(word.bottom, other.bottom) - other.top
            if across > 1.5 and down > 0.45 * min(word.bottom - word.top, other.bottom - other.top):
                clashes.append((word, other))
    return clashes


@pytest.mark.parametrize("key", PERFORMANCE)
def test_made_again_from_its_snapshot_it_has_the_same_bytes(key: str, renderer: ModuleType) -> None:
    facts = month(key, accounts=2)
    snapshot = freeze(facts)
    assert freeze(thaw(Facts, snapshot)) == snapshot
    made = [renderer.render(compose(of), of.title, "en-GB", of.gathered_at).sha256 for of in (facts, thaw(Facts, snapshot))]
    assert made[0] == made[1]
