"""What changed: each result taken apart into the factors that multiply to it.

Conversions = impressions × CTR × conversion rate. CPA = CPC ÷ conversion rate. ROAS = value per conversion ÷ CPA.
"""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.change import Change
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import change_label, value
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Wording

_FACTORS = {
    Metric.CONVERSIONS: (Metric.IMPRESSIONS, Metric.CTR, Metric.CONVERSION_RATE),
    Metric.CPA: (Metric.CPC, Metric.CONVERSION_RATE),
    Metric.ROAS: (Metric.VALUE_PER_CONVERSION, Metric.CPA),
}


def changes(moved: Mapping[Metric, Change], currency: str, wording: Wording) -> list[dict[str, Any]]:
    """Each result that can be compared: from, to, its verdict, and its factors' own changes."""
    told = [_change(moved, metric, currency, wording) for metric in _FACTORS if moved[metric].relative is not None]
    return [each for each in told if each]


def _change(moved: Mapping[Metric, Change], metric: Metric, currency: str, wording: Wording) -> dict[str, Any]:
    of = moved[metric]
    factors = [factor for factor in _FACTORS[metric] if moved[factor].relative is not None]
    return {
        "label": wording.text(metric.label),
        "from_to": f"{value(metric, of.before, currency, wording)} → {value(metric, of.now, currency, wording)}",
        "change": change_label(of, currency, wording),
        "factors": plain(wording.series([_factor(moved[factor], wording) for factor in factors])),
    }


def _factor(change: Change, wording: Wording) -> str:
    figure = "" if change.relative is None else wording.signed_percent(change.relative)
    label = wording.text(change.metric.in_a_sentence)
    if change.is_clear:
        return f"{label} {figure}"
    return wording.text("{metric} {figure} (not clear)", metric=label, figure=figure)
