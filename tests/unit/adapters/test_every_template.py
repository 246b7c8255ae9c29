"""Every performance template over a matrix of what clients have: each two levels of different factors meet in some case."""

import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from pdfua import validate

from chalicelib import templates
from chalicelib.adapters.composer import compose
from chalicelib.adapters.frozen_facts import freeze, thaw
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.facts import Facts
from chalicelib.usecases.render_report import language
from tests.fakes.months import month
from tests.fakes.pairs import all_pairs
from tests.unit.adapters.page_checks import overlaps, text_of_pages

FONTS = Path(__file__).parents[3] / "infra/layers/render/fonts.conf"
PERFORMANCE = tuple(key for key in templates.names() if key != "ai_visibility")
FACTORS = {
    "template": PERFORMANCE,
    "accounts": ("1", "3", "10"),
    "names": ("short", "very long", "every script"),
    "days": ("complete", "missing", "none"),
    "noise": ("0.08", "0.9"),
    "locale": ("en_GB", "de_DE", "fr_FR", "es_419", "pt_BR", "ja_JP"),
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
    facts = month(case["template"], accounts=int(case["accounts"]), days=case["days"], names=case["names"], noise=float(case["noise"]))
    return replace(facts, locale=case["locale"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: ", ".join(case.values()))
def test_it_is_whole_accessible_and_nothing_overlaps(case: dict[str, str], renderer: ModuleType, tmp_path: Path) -> None:
    facts = facts_of(case)
    pdf = renderer.render(compose(facts), language(facts.locale), facts.gathered_at)
    assert pdf.warnings == ()  # a missing glyph, an unknown property
    assert renderer.check(pdf.content) == pdf.pages <= MOST_PAGES[case["accounts"]]
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf.content)
    assert [finding.message for finding in validate(str(file)).findings] == []
    assert overlaps(file) == []
    text = unspaced(" ".join(text_of_pages(file)))
    assert [figure for figure in figures(facts) if unspaced(figure) not in text] == []
    assert unspaced(f"{facts.report_id} · {facts.template.key} v{facts.template.version}") in text


def unspaced(text: str) -> str:
    """Without spaces: where lines break is no matter here, and Japanese breaks them anywhere."""
    return "".join(text.split())


def figures(facts: Facts) -> list[str]:
    """The spend of each currency, added up here from the rows, and written to its minor unit."""
    spend: dict[str, Decimal] = {}
    for account in facts.accounts:
        for row in account.rows:
            if row.day in facts.period:
                spend[account.identity.currency] = spend.get(account.identity.currency, Decimal(0)) + row.cost
    wording = BabelWording(facts.locale)
    days = wording.days(facts.period.start, facts.period.end)
    told = [wording.money(amount, currency) for currency, amount in spend.items()]
    return told or [wording.text("There is no data for {days}", days=days)]


@pytest.mark.parametrize(("key", "locale"), [*((key, "en_GB") for key in PERFORMANCE), (PERFORMANCE[0], "de_AT")])
def test_made_again_from_its_snapshot_it_has_the_same_page(key: str, locale: str) -> None:
    """And so the same bytes: test_renderer.py."""
    facts = replace(month(key, accounts=2), locale=locale)
    snapshot = freeze(facts)
    thawed = thaw(Facts, snapshot)
    assert freeze(thawed) == snapshot
    assert thawed.gathered_at == facts.gathered_at
    assert compose(thawed) == compose(facts)
