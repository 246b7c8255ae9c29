"""Visibility narrative: counted shares and their changes as words. Every word is carried by a number, and every share by its n."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.domain.narrative import NOT_AVAILABLE, ChangeLabel
from chalicelib.domain.run_before import RunBefore
from chalicelib.domain.section import Wording
from chalicelib.domain.visibility_change import ShareChange, VisibilityVerdict
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import Breakdown
from chalicelib.domain.wall_clock import wall_time
from chalicelib.domain.wilson import Proportion

_COUNTED_OUT = 10
"""Of fewer than ten the count itself is the plainest word."""
_FRACTIONS = (
    (Decimal(1) / 20, "one in twenty"),
    (Decimal(1) / 10, "one in ten"),
    (Decimal(1) / 7, "one in seven"),
    (Decimal(1) / 5, "one in five"),
    (Decimal(1) / 4, "a quarter"),
    (Decimal(1) / 3, "a third"),
    (Decimal(2) / 5, "two in five"),
    (Decimal(1) / 2, "half"),
    (Decimal(3) / 5, "three in five"),
    (Decimal(2) / 3, "two thirds"),
    (Decimal(3) / 4, "three quarters"),
    (Decimal(4) / 5, "four in five"),
    (Decimal(6) / 7, "six in seven"),
    (Decimal(9) / 10, "nine in ten"),
    (Decimal(19) / 20, "nineteen in twenty"),
)
_ARROWS = {VisibilityVerdict.UP: "▲", VisibilityVerdict.DOWN: "▼"}
_WORDS = {VisibilityVerdict.UP: "better", VisibilityVerdict.DOWN: "worse", VisibilityVerdict.TOO_FEW_CELLS: "too few to judge"}
_TONES = {VisibilityVerdict.UP: "good", VisibilityVerdict.DOWN: "bad"}


def share(of: Proportion, wording: Wording, digits: int = 0) -> str:
    """`53 %`; `n/a` of nothing."""
    return NOT_AVAILABLE if of.share is None else wording.percent(of.share, digits)


def interval(of: Proportion, wording: Wording, digits: int = 0) -> str:
    """`43–62 %`, the 95 % Wilson interval; empty of nothing."""
    if of.interval is None:
        return ""
    return f"{wording.plain(of.interval.low * 100, digits)}–{wording.percent(of.interval.high, digits)}"


def counted(of: Proportion, wording: Wording, noun: str = "answer") -> str:
    """`50 of 95 answers`."""
    return f"{wording.count(of.count)} of {wording.count(of.n)} {noun if of.n == 1 else noun + 's'}"


def in_words(of: Proportion, wording: Wording, noun: str = "answer") -> str:
    """`about half of the answers`, `half of the answers`, `2 of 3 answers`, `none of the answers`; the fraction is the nearest of a few."""
    if of.n == 1:
        return f"the only {noun}" if of.count else f"not one {noun}"
    if of.count in (0, of.n):
        return f"none of the {noun}s" if of.count == 0 else f"all {wording.count(of.n)} {noun}s"
    if of.n < _COUNTED_OUT:
        return counted(of, wording, noun)
    share = Decimal(of.count) / of.n
    low, high = _FRACTIONS[0], _FRACTIONS[-1]
    if share < low[0]:
        return f"fewer than {low[1]} of the {noun}s"
    if share > high[0]:
        return f"more than {high[1]} of the {noun}s"
    nearest, words = min(_FRACTIONS, key=lambda fraction: abs(fraction[0] - share))
    return f"{'' if nearest == share else 'about '}{words} of the {noun}s"


def change_label(change: ShareChange, wording: Wording, *, unit: bool = True) -> ChangeLabel:
    """`▲ +12.5 points better`, `+3.6 points no clear change`; without `unit` where the table's head names it."""
    verdict = change.verdict
    if change.difference is None:
        return ChangeLabel("", "", "nothing to compare with", "quiet")
    figure = signed_points(change.difference, wording) if unit else wording.signed_count(_points(change.difference))
    return ChangeLabel(_ARROWS.get(verdict, ""), figure, _WORDS.get(verdict, verdict.value), _TONES.get(verdict, "quiet"))


def signed_points(difference: Decimal, wording: Wording) -> str:
    """`+3.6 points`: a difference of two percentages."""
    return _counted_points(wording.signed_count(_points(difference)), difference)


def points(difference: Decimal, wording: Wording) -> str:
    """`3.6 points`: how large a difference of two percentages is."""
    return _counted_points(wording.count(_points(abs(difference))), difference)


def _counted_points(figure: str, difference: Decimal) -> str:
    return f"{figure} {'point' if abs(_points(difference)) == 1 else 'points'}"


def _points(difference: Decimal) -> Decimal:
    return (difference * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def since(before: RunBefore, facts: VisibilityFacts, wording: Wording) -> str:
    """`14 April 2026`, the day of the run before; of a run on the report's own day `the run of 09:00 (Berlin time)`."""
    if before.day != facts.day:
        return wording.day(before.day)
    return f"the run of {clock_time(before.at, facts.timezone)} ({zone_in_words(facts.timezone)})"


def since_in_a_head(before: RunBefore, facts: VisibilityFacts, wording: Wording) -> str:
    """`14 Apr`, or `09:00` of the same day."""
    return clock_time(before.at, facts.timezone) if before.day == facts.day else wording.day_of_year(before.day)


def clock_time(at: datetime, timezone: str) -> str:
    """`09:00`, as the clocks of a zone show it."""
    return f"{wall_time(at, timezone):%H:%M}"


def zone_in_words(timezone: str) -> str:
    """`Berlin time` of `Europe/Berlin`, `UTC` of `UTC` or `Etc/UTC`."""
    place = timezone.rpartition("/")[2].replace("_", " ")
    return place if place in {"UTC", "GMT"} else f"{place} time"


def score_moved(before: Proportion, now: Proportion, paired: ShareChange, wording: Wording) -> str:
    """`81.3 → 73.1 over all answers; 0 points on the 96 asked in both`: the scores beside the difference that is judged."""
    scores = " → ".join(NOT_AVAILABLE if of.percent is None else wording.plain(of.percent, 1) for of in (before, now))
    if paired.difference is None:
        return f"{scores} over all answers; none was asked in both"
    moved = "0 points" if not _points(paired.difference) else signed_points(paired.difference, wording)
    return f"{scores} over all answers; {moved} on the {wording.count(paired.now.n)} asked in both"


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
