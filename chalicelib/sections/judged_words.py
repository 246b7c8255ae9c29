"""Judged words: how a page names what is held against a target, and what it says of the result."""

from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import NOT_AVAILABLE, ChangeLabel
from chalicelib.domain.period import Period
from chalicelib.domain.period_words import than_before
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.target_judgement import Judgement, Standing, Subject
from chalicelib.domain.translation import translatable

_ACCOUNT = 28
"""Characters of an account's name behind a campaign's."""
_WORDS = {
    Standing.NEAR: (translatable("near target"), "quiet"),
    Standing.UNDER_BUDGET: (translatable("under budget"), "plain"),
    Standing.NOT_MEASURED: (translatable("not measured"), "quiet"),
}
_OF_A_BUDGET = {Standing.CONCERN: (translatable("over budget"), "bad"), Standing.NEAR: (translatable("near budget"), "quiet")}


def subject_words(subject: Subject, facts: Facts, wording: Wording) -> Prose:
    """Whose figure it is; empty where the report has one account and it is that account's."""
    one_account = len(facts.accounts) == 1
    if subject.campaign_name is not None:
        campaign, account = shortened(subject.campaign_name), shortened(subject.accounts[0].identity.account_name, _ACCOUNT)
        return (campaign,) if one_account else wording.say("{campaign} ({account})", campaign=campaign, account=account)
    if one_account:
        return ()
    if len(subject.accounts) == 1:
        return (shortened(subject.accounts[0].identity.account_name),)
    if len(subject.accounts) == len(facts.accounts):
        return wording.say("all accounts")
    if subject.currency:
        return wording.say_many(
            "{number} account in {currency}", "{number} accounts in {currency}", len(subject.accounts), currency=subject.currency
        )
    return wording.say_many("{number} account", "{number} accounts", len(subject.accounts))


def metric_of(metric: Metric, subject: Subject, facts: Facts, wording: Wording) -> Prose:
    """`CPA of Acme USA` within a sentence; `CPA` where the report has one account and it is that account's."""
    name, whose = wording.text(metric.in_a_sentence), subject_words(subject, facts, wording)
    return wording.say("{metric} of {subject}", metric=name, subject=whose) if whose else (name,)


def standing_label(judged: Judgement, wording: Wording) -> ChangeLabel:
    """`▲ +14.5 % better`, `+11.1 % over budget`."""
    word, tone = _judgement(judged, wording)
    off = judged.relative
    is_off = judged.standing in (Standing.WIN, Standing.CONCERN, Standing.UNDER_BUDGET)
    arrow = "" if off is None or not is_off else "▲" if off > 0 else "▼"
    return ChangeLabel(arrow, wording.text(NOT_AVAILABLE) if off is None else wording.signed_percent(off), word, tone)


def _judgement(judged: Judgement, wording: Wording) -> tuple[str, str]:
    """In words, and its tone."""
    if judged.metric is Metric.SPEND and judged.standing in _OF_A_BUDGET:
        word, tone = _OF_A_BUDGET[judged.standing]
    elif judged.standing is Standing.WIN:
        return wording.text_in("against a target", "better"), "good"
    elif judged.standing is Standing.CONCERN:
        return wording.text_in("against a target", "worse"), "bad"
    else:
        word, tone = _WORDS[judged.standing]
    return wording.text(word), tone


def off_target(metric: Metric, relative: Decimal, wording: Wording) -> str:
    """`14.5 % over target`, `5.3 % over budget`."""
    percent = _percent(relative, wording)
    if metric is Metric.SPEND:
        message = translatable("{percent} over budget") if relative > 0 else translatable("{percent} under budget")
    else:
        message = translatable("{percent} over target") if relative > 0 else translatable("{percent} under target")
    return wording.text(message, percent=percent)


def off_before(metric: Metric, relative: Decimal, period: Period, wording: Wording) -> str:
    """`12.1 % more than the week before`, or `higher` for a ratio."""
    percent, than = _percent(relative, wording), than_before(period, wording)
    if metric.is_ratio:
        message = translatable("{percent} higher {than_before}") if relative > 0 else translatable("{percent} lower {than_before}")
    else:
        message = translatable("{percent} more {than_before}") if relative > 0 else translatable("{percent} fewer {than_before}")
    return wording.text(message, percent=percent, than_before=than)


def _percent(relative: Decimal, wording: Wording) -> str:
    """What is more than 10 % off must not read as 10 %, which is neither a win nor a concern."""
    digits = 2 if round(abs(relative), 3) == thresholds.TARGET_MARGIN else 1
    return wording.percent(abs(relative), digits)
