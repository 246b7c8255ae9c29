"""Report figures: the figures of a report that its resource carries beside its PDF."""

from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.coverage import lowest_coverage_pct
from chalicelib.domain.facts import Facts
from chalicelib.domain.volatility import volatility_band, volatility_score

DAYS_BEFORE = thresholds.BASELINE_DAYS
"""How many days before the period these figures need rows of."""


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """`volatility_score` 0–100 and its band, both None without enough days before; `data_coverage_pct` 0–100."""

    volatility_score: Decimal | None
    volatility_band: str | None
    data_coverage_pct: Decimal


def report_figures(facts: Facts) -> ReportFigures:
    """The figures of a performance report, from its frozen facts."""
    score = volatility_score(facts)
    band = None if score is None else volatility_band(score)
    return ReportFigures(score, band, lowest_coverage_pct(facts.accounts, facts.period))
