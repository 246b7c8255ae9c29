"""Judged words: how a page names what is held against a target, and what it says of the result."""

from decimal import Decimal

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.metric import Metric
from chalicelib.domain.narrative import NOT_AVAILABLE, ChangeLabel
from chalicelib.domain.prose import Prose, plural, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.target_judgement import Judgement, Standing, Subject

_ACCOUNT = 28
"""Characters of an account's name behind a campaign's."""
_WORDS = {
    Standing.WIN: ("better", "good"),
    Standing.CONCERN: ("worse", "bad"),
    Standing.NEAR: ("near target", "quiet"),
    Standing.UNDER_BUDGET: ("under budget", "plain"),
    Standing.NOT_MEASURED: ("not measured", "quiet"),
}


def subject_words(subject: Subject, facts: Facts) -> Prose:
    """Whose figure it is; empty where the report has one account and it is that account's."""
    one_account = len(facts.accounts) == 1
    if subject.campaign_name is not None:
        account = shortened(subject.accounts[0].identity.account_name, _ACCOUNT)
        return (shortened(subject.campaign_name),) if one_account else (shortened(subject.campaign_name), " (", account, ")")
    if one_account:
        return ()
    if len(subject.accounts) == 1:
        return (shortened(subject.accounts[0].identity.account_name),)
    if len(subject.accounts) == len(facts.accounts):
        return ("all accounts",)
    currency = f" in {subject.currency}" if subject.currency else ""
    return (f"{plural(len(subject.accounts), 'account')}{currency}",)


def standing_label(judged: Judgement, wording: Wording) -> ChangeLabel:
    """`▲ +14.5 % better`, `+11.1 % over budget`."""
    word, tone = _WORDS[judged.standing]
    if judged.metric is Metric.SPEND:
        word = {Standing.CONCERN: "over budget", Standing.NEAR: "near budget"}.get(judged.standing, word)
    off = judged.relative
    is_off = judged.standing in (Standing.WIN, Standing.CONCERN, Standing.UNDER_BUDGET)
    arrow = "" if off is None or not is_off else "▲" if off > 0 else "▼"
    return ChangeLabel(arrow, NOT_AVAILABLE if off is None else wording.signed_percent(off), word, tone)


def off_words(metric: Metric, relative: Decimal, wording: Wording, *, is_target: bool, before: str) -> str:
    """`14.5 % over target`, `5.3 % over budget`, `12.1 % more than the week before`."""
    # What is more than 10 % off must not read as 10 %, which is neither a win nor a concern.
    digits = 2 if round(abs(relative), 3) == thresholds.TARGET_MARGIN else 1
    percent = wording.percent(abs(relative), digits)
    if is_target:
        return f"{percent} {'over' if relative > 0 else 'under'} {'budget' if metric is Metric.SPEND else 'target'}"
    high, low = ("higher", "lower") if metric.is_ratio else ("more", "fewer")
    return f"{percent} {high if relative > 0 else low} than {before}"
