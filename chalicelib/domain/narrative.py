"""Narrative: figures and changes as words. Every word is carried by a number; what is inside the noise is said to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.attention import Note, Rule
from chalicelib.domain.change import Change, Comparison, Verdict
from chalicelib.domain.metric import Metric
from chalicelib.domain.period import Period
from chalicelib.domain.period_words import partly_compared, then
from chalicelib.domain.prose import Name, Prose
from chalicelib.domain.section import Wording
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.translation import Value, translatable

NOT_AVAILABLE = translatable("n/a")


@dataclass(frozen=True, slots=True)
class ChangeLabel:
    """A change as a page prints it: the signed figure, an arrow where it is clear, a word for what it means, and the word's tone."""

    arrow: str
    figure: str
    word: str
    tone: str
    """`good`, `bad`, `plain` (clear, and not for this metric to judge) or `quiet` (not clear)."""


def template_name(template: TemplateIdentity, wording: Wording) -> str:
    """What a page calls the template: those of the system have a name in every language, any other the one that it was given."""
    return wording.text_in("template", template.name.replace("{", "{{").replace("}", "}}"))


def metric_label(metric: Metric, currency: str | None, wording: Wording) -> str:
    """`Spend, EUR`, `CTR`: a metric over its chart, with the currency where it is money."""
    label = wording.text(metric.label)
    return wording.text("{metric}, {currency}", metric=label, currency=currency) if metric.is_money and currency else label


def platform_name(platform: Platform, wording: Wording) -> str:
    """A platform's own spelling, which no language changes; any other is called so."""
    return wording.text_in("platform", "Other") if platform is Platform.OTHER else platform.label


def volatility_words(band: str, wording: Wording) -> str:
    """What a band of volatility is called within a sentence."""
    return {
        "quiet": wording.text_in("volatility", "quiet"),
        "normal": wording.text_in("volatility", "normal"),
        "volatile": wording.text_in("volatility", "volatile"),
    }[band]


def value(metric: Metric, amount: Decimal | None, currency: str, wording: Wording) -> str:
    """A metric's value in its unit; `n/a` for None."""
    if amount is None:
        return wording.text(NOT_AVAILABLE)
    if metric.is_money:
        return wording.money(amount, currency)
    if metric.is_share:
        return wording.percent(amount, 2)
    return wording.ratio(amount) if metric.is_ratio else wording.count(amount)


def change_label(change: Change, currency: str, wording: Wording) -> ChangeLabel:
    """`▲ +12.1 % better`, `+3.1 % no clear change`."""
    return ChangeLabel(_arrow(change), change_figure(change, currency, wording), wording.text(_word(change)), _tone(change))


def change_figure(change: Change, currency: str, wording: Wording) -> str:
    """The relative change, or the difference where the value before was zero; empty where there is nothing to compare or no difference."""
    if change.relative is not None:
        return wording.signed_percent(change.relative)
    difference = change.difference
    if not difference:
        return ""
    if change.metric.is_money:
        return wording.signed_money(difference, currency)
    return wording.signed_count(difference)


def before_text(change: Change, comparison: Comparison, period: Period, currency: str, wording: Wording) -> str:
    """`€435.52 the week before`, or both values of the days compared where some are missing: `on 3 of 7 days: €343.27 → €350.10`."""
    if change.before is None:
        return ""
    before = value(change.metric, change.before, currency, wording)
    days = partly_compared(comparison, period, wording)
    if not days:
        return wording.text("{figure} {when}", figure=before, when=then(period, wording))
    now = value(change.metric, change.now, currency, wording)
    return wording.text("on {days}: {before} → {now}", days=days, before=before, now=now)


def missing_days(days: Sequence[date], wording: Wording) -> Prose:
    """`Thu 16 and Fri 17`; beyond `thresholds.NAMED_DAYS` the others are counted."""
    shown: list[Value] = [wording.short_day(day) for day in days[: thresholds.NAMED_DAYS]]
    more = len(days) - len(shown)
    return wording.listed([*shown, wording.text_many_in("days", "{number} more", "{number} more", more)] if more else shown)


def _arrow(change: Change) -> str:
    return {Verdict.UP: "▲", Verdict.DOWN: "▼"}.get(change.verdict, "")


_NOTHING_BEFORE = translatable("nothing to compare with")
_TOO_FEW_DAYS = translatable("too few days to judge")
_NOT_CLEAR = translatable("no clear change")
_BETTER, _WORSE = translatable("better"), translatable("worse")
_HIGHER, _LOWER = translatable("higher"), translatable("lower")


def _word(change: Change) -> str:
    if change.difference is None:
        return _NOTHING_BEFORE
    if change.verdict is Verdict.TOO_FEW_DAYS:
        return _TOO_FEW_DAYS
    if not change.is_clear:
        return _NOT_CLEAR
    return {1: _BETTER, -1: _WORSE, 0: _HIGHER if change.verdict is Verdict.UP else _LOWER}[change.goodness]


def _tone(change: Change) -> str:
    if not change.is_clear:
        return "quiet"
    return {1: "good", -1: "bad", 0: "plain"}[change.goodness]


def note_text(note: Note, currency: str, wording: Wording, *, with_account: bool = False) -> Prose:
    """The sentence of a campaign that deserves a look, with its account where several could be meant."""
    totals, account = note.campaign.now, note.campaign.account.account_name
    name = Name(note.campaign.name)
    campaign: Value = wording.say("{campaign} ({account})", campaign=name, account=Name(account)) if with_account else name
    spent, cpa = wording.money(totals.cost, currency), value(Metric.CPA, totals.cpa, currency, wording)
    if note.rule is Rule.NO_CONVERSION:
        share = wording.percent(note.figure)
        return wording.say("{campaign} spent {spent} ({share} of spend) without a conversion.", campaign=campaign, spent=spent, share=share)
    if note.rule is Rule.HIGH_CPA:
        return wording.say(
            "{campaign} spent {spent} at a CPA of {cpa}, {times} times that of the median campaign.",
            campaign=campaign,
            spent=spent,
            cpa=cpa,
            times=wording.ratio(note.figure),
        )
    return wording.say(
        "{campaign} loses {lost} of its impressions to its budget at a CPA of {cpa}, below the average: room for more budget.",
        campaign=campaign,
        lost=wording.percent(note.figure),
        cpa=cpa,
    )
