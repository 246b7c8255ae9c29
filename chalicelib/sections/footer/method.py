"""The method in plain words: how each figure is made and what its words mean. Only what this report prints is explained."""

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.section import Wording


def method(facts: Facts, wording: Wording) -> list[tuple[str, str]]:
    """Pairs of term and explanation for the report's sections."""
    told = [("Figures", _FIGURES), ("Change", _change(facts, wording))]
    if "abi" in facts.sections:
        told.append(("Ad Baseline Index", _ABI))
    if "ai_insights" in facts.sections or "executive_summary" in facts.sections:
        told.append(("Where to look", _attention(wording)))
    told.append(("Volatility", _VOLATILITY))
    return told


_FIGURES = (
    "CTR = clicks ÷ impressions, CPC = cost ÷ clicks, CPA = cost ÷ conversions, ROAS = conversion value ÷ cost, each from the period's "
    "totals, never from an average of days; n/a where the divisor is zero. Currencies are never added up. Conversions are those the "
    "platforms report; they may add to them later."
)
_ABI = (
    "0–100 = 40\u202f% efficiency (a CPA of 1 scores 100, of 100 or more 0, logarithmic between) + 30\u202f% little waste (half of the "
    "spend wasted scores 0) + 30\u202f% room to grow (100 where 10–25\u202f% of impressions are lost to budget, 0 at none and at "
    "60\u202f%). Waste is an estimate: on Google 30\u202f% of the rank-lost impression share; on Meta what campaigns spent over 50 "
    "without a conversion or at over twice the median CPA. A part without data is left out and the others weigh more. From 70 above, "
    "from 40 at, under 40 below baseline; confidence by campaign-days: from 100 high, from 30 medium."
)
_VOLATILITY = (
    "How far the days stray from the mean of the 28 days before, in cost, conversions and CPA: root-mean-square deviation ÷ that mean, "
    "averaged, × 100, at most 100. Under 30 quiet, from 60 volatile."
)


def _change(facts: Facts, wording: Wording) -> str:
    before = wording.days(facts.previous.start, facts.previous.end)
    return (
        f"Against {before}, day by day; a day missing on one side is left out on both. Clear: the 95\u202f% interval of the paired days' "
        "differences (for a ratio, of their linearised residuals) leaves out zero; otherwise no clear change. Fewer than "
        f"{thresholds.MIN_COMPARED_DAYS} days get no verdict. More spend is neither better nor worse."
    )


def _attention(wording: Wording) -> str:
    share = wording.percent(thresholds.MATERIAL_SHARE, 0)
    return (
        f"Campaigns with at least {share} of their currency's spend that spent over {thresholds.WASTE_SPEND_WITHOUT_CONVERSION} without a "
        f"conversion, pay over {thresholds.WASTE_CPA_TIMES_MEDIAN} times the median campaign's CPA, or lose "
        f"{wording.percent(thresholds.BUDGET_LIMITED, 0)} or more of their impressions to their budget at less than the average CPA."
    )
