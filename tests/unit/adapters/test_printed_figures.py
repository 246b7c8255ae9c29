"""Every figure that a page prints is in the report's JSON: under its own name, so that what a reader sees can be traced.

The page's numbers are taken as in `test_recomputed_figures`. Each has to be some figure of the JSON, written as the page writes figures of
its kind, or what the first or the last few of the JSON's rows come to together: a page names the largest and sums those that it has no
room for. Left out are whole numbers up to 31 (counts of days, campaigns and entries, which are lengths of the JSON's lists), and the
scales and limits that the page's words name.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from chalicelib.adapters.report_document import report_document
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.performance_document import performance_document
from tests.fakes.months import month
from tests.unit.adapters.test_recomputed_figures import count, money, percent, printed, rounded

_METRICS = {metric.value: metric for metric in Metric}
_SHARES = {"relative", "share_of_spend", "share_of_conversions", "waste_share", "waste_share_before", "rank_lost_impression_share"}
_MONEY = {"waste", "judged_spend", "unjudged_spend", "cpa"}
_LIMITS = {str(number) for number in range(32)} | {"40", "70", "100", "10 %", "30 %", "40 %", "100.0 %", "2", "5 %"}


def _written(path: tuple[str, ...], metric: Metric | None, figure: Decimal) -> set[str]:
    """A figure as a page writes it; which way is told by its name, and by the metric that it is of."""
    name = path[-1]
    if name in _SHARES:
        return percent(figure, 1) | percent(figure, 2)
    if name in ("value", "weight") and "components" in path:
        return {rounded(figure * 100, 0)} | percent(figure, 0)
    if name in ("measured", "figure"):
        return money(figure) | percent(figure)  # of an index's component, of a rule: a CPA, its multiple, or a share
    if metric is None:
        return money(figure) if name in _MONEY else count(figure)
    if metric.is_share:
        return percent(figure, 2)
    return money(figure) if metric.is_money or metric.is_ratio else count(figure)


def _figures(node: Any, path: tuple[str, ...] = ("",), metric: Metric | None = None) -> Iterator[set[str]]:
    if isinstance(node, dict):
        metric = _METRICS.get(str(node.get("metric")), metric)
        for name, entry in node.items():
            if name not in ("formulas", "text"):
                yield from _figures(entry, (*path, name), _METRICS.get(name, metric))
    elif isinstance(node, list):
        for entry in node:
            yield from _figures(entry, path, metric)
    else:
        try:
            yield _written(path, metric, Decimal(node))
        except (ArithmeticError, TypeError, ValueError):
            return


def _parts(rows: list[dict[str, Any]], *names: str) -> Iterator[tuple[Decimal, ...]]:
    """What the first and the last few rows come to, by name."""
    columns = [[Decimal(row["figures"][name] if "figures" in row else row[name]) for name in names] for row in rows]
    for cut in range(1, len(rows)):
        for part in (columns[:cut], columns[cut:]):
            yield tuple(sum(column, Decimal(0)) for column in zip(*part, strict=True))


def _together(document: dict[str, Any]) -> Iterator[set[str]]:
    whole = {group["currency"]: group["figures"] for group in document["currencies"]}
    for code, figures in whole.items():
        of = [row for row in document["campaigns"] if row["currency"] == code]
        for spend, conversions, value, share, of_conversions in _parts(
            [row | {"figures": row["figures"] | {name: row[name] for name in ("share_of_spend", "share_of_conversions")}} for row in of],
            *("spend", "conversions", "conversion_value", "share_of_spend", "share_of_conversions"),
        ):
            yield money(spend) | count(conversions) | percent(spend / Decimal(figures["spend"]))
            yield percent(conversions / Decimal(figures["conversions"])) | percent(share) | percent(of_conversions)
            yield money(spend / conversions) | money(value / spend) if conversions and spend else set()
        yield from _changes([row["comparison"]["figures"] for row in of])
    for wasted, judged in _parts(document["waste"], "waste", "judged_spend"):
        yield money(wasted) | money(judged) | percent(wasted / judged)


def _changes(rows: list[dict[str, Any]]) -> Iterator[set[str]]:
    for name in ("spend", "conversions"):
        for difference, before in _parts([row[name] for row in rows if row], "difference", "before"):
            yield money(difference) | count(difference) | (percent(difference / before) if before else set())


def _untraced(facts: Facts, **changes: Any) -> set[str]:
    document = json.loads(report_document(facts, performance_document(facts))) | changes
    return set(printed(facts)) - set().union(*_figures(document), *_together(document)) - _LIMITS


TEMPLATES = ("weekly_check_in", "monthly_performance", "executive_kpi_summary", "optimization_activity_log", "qbr_quarterly")


def _with_an_unusual_day(facts: Facts) -> Facts:
    """The tenth day of the period costs four times as much, in every account."""
    day = facts.period.start + timedelta(days=9)
    dearer = [
        replace(account, rows=tuple(replace(row, cost=row.cost * 4) if row.day == day else row for row in account.rows))
        for account in facts.accounts
    ]
    return replace(facts, accounts=tuple(dearer))


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("accounts", [1, 2])
def test_every_figure_of_a_page_is_in_its_json(template: str, accounts: int) -> None:
    facts = month(template, accounts=accounts)
    assert len(printed(facts)) > 60
    assert _untraced(facts) == set()


@pytest.mark.parametrize("template", ["monthly_performance", "qbr_quarterly"])
def test_every_figure_of_a_page_with_an_unusual_day_and_missing_ones_is_in_its_json(template: str) -> None:
    facts = _with_an_unusual_day(month(template, accounts=2, noise=0.3, days="missing"))
    assert performance_document(facts)["anomalies"][0]["unusual_days"]
    assert _untraced(facts) == set()


PARTS = ("waste", "anomalies", "decisions", "wins", "targets", "campaigns", "currencies", "attention")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_the_json_lacks_is_noticed(part: str) -> None:
    assert _untraced(
        _with_an_unusual_day(month("monthly_performance" if part == "anomalies" else "qbr_quarterly", accounts=2)), **{part: []}
    )
