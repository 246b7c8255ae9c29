"""Visibility narrative: counted shares and their changes as words. Every word is carried by a number, and every share by its n."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.narrative import NOT_AVAILABLE, ChangeLabel
from chalicelib.domain.run_before import RunBefore
from chalicelib.domain.section import Omitted, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_change import ShareChange, VisibilityVerdict
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import Breakdown
from chalicelib.domain.wall_clock import wall_time
from chalicelib.domain.wilson import Proportion

LEVEL = Decimal("0.95")
"""Of the intervals, as a page says it."""
NOTHING_MEASURED = Omitted(translatable("No platform answered, so there is nothing to measure."))
_WITH_SEARCH = {AiPlatform.CHATGPT_SEARCH: AiPlatform.CHATGPT, AiPlatform.CLAUDE_SEARCH: AiPlatform.CLAUDE}
_ARROWS = {VisibilityVerdict.UP: "▲", VisibilityVerdict.DOWN: "▼"}
_WORDS = {
    VisibilityVerdict.UP: translatable("better"),
    VisibilityVerdict.DOWN: translatable("worse"),
    VisibilityVerdict.NO_CLEAR_CHANGE: translatable("no clear change"),
    VisibilityVerdict.TOO_FEW_CELLS: translatable("too few to judge"),
}
_TONES = {VisibilityVerdict.UP: "good", VisibilityVerdict.DOWN: "bad"}


def platform_name(platform: AiPlatform, wording: Wording) -> str:
    """`Claude with search`: a platform's own name, and what it was asked with."""
    if platform in _WITH_SEARCH:
        return wording.text("{platform} with search", platform=_WITH_SEARCH[platform].label)
    return platform.label


def share(of: Proportion, wording: Wording, digits: int = 0) -> str:
    """`53 %`; `n/a` of nothing."""
    return wording.text(NOT_AVAILABLE) if of.share is None else wording.percent(of.share, digits)


def interval(of: Proportion, wording: Wording, digits: int = 0) -> str:
    """`43–62 %`, the 95 % Wilson interval; empty of nothing."""
    if of.interval is None:
        return ""
    return f"{wording.plain(of.interval.low * 100, digits)}–{wording.percent(of.interval.high, digits)}"


def out_of(of: Proportion, wording: Wording) -> str:
    """`50 of 95`, of what is named beside it."""
    return wording.text("{count} of {total}", count=wording.count(of.count), total=wording.count(of.n))


def answers(of: Proportion, wording: Wording) -> str:
    """`50 of 95 answers`."""
    return wording.text_many("{count} of {number} answer", "{count} of {number} answers", of.n, count=wording.count(of.count))


def mentions(of: Proportion, wording: Wording) -> str:
    """`50 of 95 mentions`."""
    return wording.text_many("{count} of {number} mention", "{count} of {number} mentions", of.n, count=wording.count(of.count))


def citations(of: Proportion, wording: Wording) -> str:
    """`10 of 85 citations`."""
    return wording.text_many("{count} of {number} citation", "{count} of {number} citations", of.n, count=wording.count(of.count))


def counted_answers(number: int, wording: Wording) -> str:
    """`1 answer`, `46 answers`."""
    return wording.text_many("{number} answer", "{number} answers", number)


def counted_questions(number: int, wording: Wording) -> str:
    """`1 question`, `12 questions`."""
    return wording.text_many("{number} question", "{number} questions", number)


def change_label(change: ShareChange, wording: Wording, *, unit: bool = True) -> ChangeLabel:
    """`▲ +12.5 points better`, `+3.6 points no clear change`; without `unit` where the table's head names it."""
    verdict = change.verdict
    if change.difference is None:
        return ChangeLabel("", "", wording.text("nothing to compare with"), "quiet")
    figure = signed_points(change.difference, wording) if unit else wording.signed_count(_points(change.difference))
    return ChangeLabel(_ARROWS.get(verdict, ""), figure, wording.text(_WORDS[verdict]), _TONES.get(verdict, "quiet"))


def signed_points(difference: Decimal, wording: Wording) -> str:
    """`+3.6 points`: a difference of two percentages."""
    return _counted_points(_points(difference), wording.signed_count(_points(difference)), wording)


def points(difference: Decimal, wording: Wording) -> str:
    """`3.6 points`: how large a difference of two percentages is."""
    return _counted_points(_points(difference), wording.count(_points(abs(difference))), wording)


def _counted_points(number: Decimal, figure: str, wording: Wording) -> str:
    return wording.text_many("{number} point", "{number} points", abs(number), number=figure)


def _points(difference: Decimal) -> Decimal:
    return (difference * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def since(before: RunBefore, facts: VisibilityFacts, wording: Wording) -> str:
    """`since 14 April 2026`, the day of the run before; of a run on the report's own day `since the run of 09:00 (Berlin time)`."""
    if before.day != facts.day:
        return wording.text("since {day}", day=wording.day(before.day))
    time, zone = clock_time(before.at, facts.timezone), zone_in_words(facts.timezone, wording)
    return wording.text("since the run of {time} ({zone})", time=time, zone=zone)


def since_in_a_head(before: RunBefore, facts: VisibilityFacts, wording: Wording) -> str:
    """`14 Apr`, or `09:00` of the same day."""
    return clock_time(before.at, facts.timezone) if before.day == facts.day else wording.day_of_year(before.day)


def clock_time(at: datetime, timezone: str) -> str:
    """`09:00`, as the clocks of a zone show it."""
    return f"{wall_time(at, timezone):%H:%M}"


def zone_in_words(timezone: str, wording: Wording) -> str:
    """`Berlin time` of `Europe/Berlin`, `UTC` of `UTC` or `Etc/UTC`."""
    place = timezone.rpartition("/")[2].replace("_", " ")
    return place if place in {"UTC", "GMT"} else wording.text("{place} time", place=wording.place(timezone))


def score_moved(before: Proportion, now: Proportion, paired: ShareChange, wording: Wording) -> str:
    """`81.3 → 73.1 over all answers; 0 points on the 96 asked in both`: the scores beside the difference that is judged."""
    was, is_now = (wording.text(NOT_AVAILABLE) if of.percent is None else wording.plain(of.percent, 1) for of in (before, now))
    if paired.difference is None:
        return wording.text("{before} → {now} over all answers; none was asked in both", before=was, now=is_now)
    moved = signed_points(paired.difference, wording)
    return wording.text(
        "{before} → {now} over all answers; {points} on the {answers} asked in both",
        before=was,
        now=is_now,
        points=moved,
        answers=wording.count(paired.now.n),
    )


def by_share[K](parts: Sequence[Breakdown[K]]) -> list[Breakdown[K]]:
    """Those that were answered, the one that names the brand most first."""
    answered = [part for part in parts if part.appearances.n]
    return sorted(answered, key=lambda part: Decimal(part.appearances.count) / part.appearances.n, reverse=True)


def clearly_apart(parts: Sequence[Proportion]) -> bool:
    """Whether the highest of these shares is clearly above the lowest: their 95 % intervals do not meet.

    That asks more than a test of two shares would, as befits two that were picked from many.
    """
    known = [part for part in parts if part.n]
    if len(known) < 2:
        return False
    shares = sorted(known, key=lambda part: Decimal(part.count) / part.n)
    lowest, highest = shares[0].interval, shares[-1].interval
    assert lowest is not None
    assert highest is not None
    return highest.low > lowest.high
