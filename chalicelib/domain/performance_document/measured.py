"""Measured: a scope's metrics, and their change against the period before, as the document has them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain.change import Change, Comparison, change
from chalicelib.domain.exported_table import exported, exported_value, rounded
from chalicelib.domain.metric import Metric
from chalicelib.domain.totals import Totals, ratio


def figures(totals: Totals, currency: str) -> dict[str, Decimal | None]:
    """All metrics by name."""
    return {metric.value: exported(metric, totals, currency) for metric in Metric}


def comparison(of: Comparison, currency: str) -> dict[str, Any]:
    """None of the figures where no day could be compared."""
    compared: Sequence[Metric] = tuple(Metric) if of.days else ()
    return {
        "days": len(of.days),
        "account_days": of.pairs,
        "possible_account_days": of.possible,
        "figures": {metric.value: changed(change(metric, of), currency) for metric in compared},
    }


def changed(of: Change, currency: str) -> dict[str, Any]:
    """One metric's change."""
    return {
        "now": exported_value(of.metric, of.now, currency),
        "before": exported_value(of.metric, of.before, currency),
        "difference": exported_value(of.metric, of.difference, currency),
        "relative": rounded(of.relative),
        "verdict": of.verdict.value,
    }


def shares(part: Totals, whole: Totals) -> Mapping[str, Decimal | None]:
    """The part of its currency's spend and conversions."""
    return {
        "share_of_spend": rounded(ratio(part.cost, whole.cost)),
        "share_of_conversions": rounded(ratio(part.conversions, whole.conversions)),
    }
