"""Anomalies by day: which days left the usual range, by how much, which campaign stands behind it, and what the log says of the day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.anomaly import Anomaly, Stray, Watched, watched
from chalicelib.domain.anomaly import behind as strays_behind
from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import value, volatility_words
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Need, Omitted, Section, Wording
from chalicelib.domain.translation import Value, translatable
from chalicelib.domain.volatility import group_score, volatility_band
from chalicelib.sections.anomalies.behind import behind
from chalicelib.sections.anomalies.range_chart import range_chart
from chalicelib.sections.currency_blocks import NO_DATA

TOO_FEW_DAYS = Omitted(translatable("Fewer than 14 of the 28 days before have data: no day can be called unusual."))


def view(facts: Facts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """The unusual days of each currency: more of them the more volatile it is."""
    groups = with_data(facts)
    if not groups:
        return NO_DATA
    made = [(group, found) for group in groups if (found := watched(group, facts.period))]
    if not made:
        return TOO_FEW_DAYS
    blocks = _calm_together([_block(group, found, facts, wording) for group, found in made], wording)
    return {"blocks": blocks, "several": len(groups) > 1}


def _calm_together(blocks: Sequence[dict[str, Any]], wording: Wording) -> list[dict[str, Any]]:
    """The currencies without an unusual day are one block, after those that have some."""
    calm = [block for block in blocks if not block["rows"]]
    if len(calm) < 2:
        return list(blocks)
    scored = [
        wording.text("{currency}: volatility {score} of 100: {band}", currency=block["currency"], **block["volatility"])
        for block in calm
        if block["volatility"]
    ]
    currencies = plain(wording.series([block["currency"] for block in calm]))
    merged = calm[0] | {"currency": currencies, "sub": " · ".join(scored)}
    return [*(block for block in blocks if block["rows"]), merged]


def _sub(volatility: Mapping[str, str], charts: Sequence[Any], told: int, more: int, wording: Wording) -> str:
    parts = []
    if volatility:
        parts.append(wording.text("Volatility {score} of 100: {band}", **volatility))
    if charts:
        parts.append(wording.text("the grey band is the usual range of a day"))
    if more:
        parts.append(
            wording.text_many(
                "the {told} days furthest out are told, {number} more is only marked",
                "the {told} days furthest out are told, {number} more are only marked",
                more,
                told=wording.count(told),
            )
        )
    return " · ".join(parts)


def _block(group: CurrencyGroup, found: Watched, facts: Facts, wording: Wording) -> dict[str, Any]:
    score = group_score(group, facts.period)
    band = "normal" if score is None else volatility_band(score)
    days = _foremost(found.anomalies, thresholds.ANOMALY_DAYS[band])
    unusual = len({anomaly.day for anomaly in found.anomalies})
    strays = strays_behind(found, group, facts.period) if days else {}
    charts = [range_chart(metric, found, facts.period, group.currency, wording) for metric in found.ranges] if days else []
    drawn = [chart for chart in charts if chart]
    volatility = {} if score is None else {"score": wording.count(score), "band": volatility_words(band, wording)}
    return {
        "currency": group.currency,
        "headline": _headline(found, unusual, len(facts.period), group.currency, wording),
        "volatility": volatility,
        "sub": _sub(volatility, drawn, len(days), unusual - len(days), wording),
        "charts": drawn,
        "rows": [_row(day, found, strays.get(day), group, facts, wording) for day in days],
    }


def _foremost(anomalies: Sequence[Anomaly], budget: int) -> list[date]:
    """The days that lie furthest out, in order of time."""
    furthest: dict[date, Any] = {}
    for anomaly in anomalies:
        furthest[anomaly.day] = max(furthest.get(anomaly.day, anomaly.distance), anomaly.distance)
    return sorted(sorted(furthest, key=lambda day: -furthest[day])[:budget])


def _headline(found: Watched, unusual: int, days: int, currency: str, wording: Wording) -> str:
    """`2 of 30 days left the range of the 28 days before; furthest out is spend on Sat 18, €1,640.10`."""
    told: dict[str, Value] = {"days": wording.count(days), "baseline": wording.count(thresholds.BASELINE_DAYS)}
    if not unusual:
        return wording.text("No day left the range of the {baseline} days before", **told)
    if unusual * 2 > days > 1:
        return wording.text_many(
            "{number} of {days} days left the range of the {baseline} days before: a new level rather than single days",
            "{number} of {days} days left the range of the {baseline} days before: a new level rather than single days",
            unusual,
            **told,
        )
    furthest = max(found.anomalies, key=lambda anomaly: anomaly.distance)
    out: dict[str, Value] = {
        "metric": wording.text(furthest.metric.in_a_sentence),
        "day": wording.short_day(furthest.day),
        "figure": value(furthest.metric, furthest.value, currency, wording),
    }
    return wording.text_many(
        "{number} of {days} days left the range of the {baseline} days before; furthest out is {metric} on {day}, {figure}",
        "{number} of {days} days left the range of the {baseline} days before; furthest out is {metric} on {day}, {figure}",
        unusual,
        **told,
        **out,
    )


def _row(day: date, found: Watched, stray: Stray | None, group: CurrencyGroup, facts: Facts, wording: Wording) -> dict[str, Any]:
    of_day = [anomaly for anomaly in found.anomalies if anomaly.day == day]
    accounts = {account.identity.ad_account_id for account in group.accounts}
    return {
        "day": wording.short_day(day),
        "figures": [_figure(anomaly, group.currency, wording) for anomaly in of_day],
        "behind": behind(stray, group.currency, wording),
        "log": [entry.text for entry in facts.decisions if entry.decided_on == day and entry.ad_account_id in accounts],
    }


def _figure(anomaly: Anomaly, currency: str, wording: Wording) -> dict[str, str]:
    low, high = (value(anomaly.metric, edge, currency, wording) for edge in (anomaly.usual.low, anomaly.usual.high))
    return {
        "label": wording.text(anomaly.metric.label),
        "value": value(anomaly.metric, anomaly.value, currency, wording),
        "arrow": "▲" if anomaly.value > anomaly.usual.high else "▼",
        "usual": f"{low} – {high}",
    }


SECTION = Section(
    "anomalies",
    translatable("Anomalies by day"),
    "Days whose spend, conversions or CPA left the range of the 28 days before, and what stands behind them.",
    lambda _length: thresholds.BASELINE_DAYS,
    view,
    needs=(Need.DECISIONS,),
)
