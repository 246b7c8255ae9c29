"""Visibility change: a report against the previous run of the same region config, like with like.

Only cells that were answered in both runs are compared: the same prompt, in the same words, on the same platform. So a platform that
failed, or a prompt that was added, moves no comparison. A change is up or down only where the 95 % interval of the difference (`wilson`,
paired, since the same questions were asked twice) does not hold zero; shares of voice are compared unpaired, as mentions have no partner.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.share_of_voice import share_of_voice
from chalicelib.domain.wilson import Interval, PairedCounts, Proportion, difference_interval, paired_difference_interval

MIN_COMPARED_CELLS = 6
"""With five, even five answers that all changed one way are a matter of chance by the exact sign test: 2 × ½⁵ > 5 %."""


class VisibilityVerdict(StrEnum):
    """What may be said of a change."""

    UP = "up"
    DOWN = "down"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW_CELLS = "too few cells"


@dataclass(frozen=True, slots=True)
class ShareChange:
    """A share now and before, over what could be compared. `interval` is that of now − before, fractions; None with too few cells."""

    now: Proportion
    before: Proportion
    interval: Interval | None

    @property
    def difference(self) -> Decimal | None:
        """Now − before, a fraction (× 100: percentage points); None of nothing."""
        return None if self.now.share is None or self.before.share is None else self.now.share - self.before.share

    @property
    def verdict(self) -> VisibilityVerdict:
        """Up or down only outside the noise."""
        if self.interval is None:
            return VisibilityVerdict.TOO_FEW_CELLS
        if self.interval.holds_zero:
            return VisibilityVerdict.NO_CLEAR_CHANGE
        return VisibilityVerdict.UP if self.interval.low > 0 else VisibilityVerdict.DOWN


@dataclass(frozen=True, slots=True)
class VisibilityChange:
    """What changed. `compared` cells of the `answered` ones of this report had an answer before; `appeared` and `vanished` are
    this report's cells that name the brand now and did not, or the other way round."""

    compared: int
    answered: int
    appearances: ShareChange
    by_platform: dict[AiPlatform, ShareChange]
    by_category: dict[str, ShareChange]
    share_of_voice: ShareChange
    appeared: tuple[CellResult, ...]
    vanished: tuple[CellResult, ...]


type _Pair = tuple[CellResult, CellResult]


def visibility_change(now: Iterable[CellResult], before: Iterable[CellResult]) -> VisibilityChange:
    """The results of a report against those of the run before; categories are as they are now."""
    earlier = {_question(cell): cell for cell in before if cell.is_answered}
    answered = sorted((cell for cell in now if cell.is_answered), key=lambda cell: cell.number)
    pairs = [(cell, earlier[_question(cell)]) for cell in answered if _question(cell) in earlier]
    return VisibilityChange(
        compared=len(pairs),
        answered=len(answered),
        appearances=_appearances(pairs),
        by_platform=_by(pairs, lambda cell: cell.platform),
        by_category=_by(pairs, lambda cell: cell.category),
        share_of_voice=_voices(pairs),
        appeared=tuple(cell for cell, was in pairs if cell.brand_appears and not was.brand_appears),
        vanished=tuple(cell for cell, was in pairs if was.brand_appears and not cell.brand_appears),
    )


def _question(cell: CellResult) -> tuple[str, str, AiPlatform]:
    return cell.prompt_id, cell.prompt_text, cell.platform


def _by[K](pairs: Iterable[_Pair], key: Callable[[CellResult], K]) -> dict[K, ShareChange]:
    parts: dict[K, list[_Pair]] = {}
    for pair in pairs:
        parts.setdefault(key(pair[0]), []).append(pair)
    return {value: _appearances(part) for value, part in parts.items()}


def _appearances(pairs: Sequence[_Pair]) -> ShareChange:
    seen = [(bool(cell.brand_appears), bool(was.brand_appears)) for cell, was in pairs]
    counts = PairedCounts(
        both=seen.count((True, True)),
        only_now=seen.count((True, False)),
        only_before=seen.count((False, True)),
        neither=seen.count((False, False)),
    )
    interval = paired_difference_interval(counts) if counts.n >= MIN_COMPARED_CELLS else None
    return ShareChange(counts.now, counts.before, interval)


def _voices(pairs: Sequence[_Pair]) -> ShareChange:
    now, before = share_of_voice(cell for cell, _ in pairs), share_of_voice(was for _, was in pairs)
    comparable = len(pairs) >= MIN_COMPARED_CELLS and now.n and before.n
    return ShareChange(now, before, difference_interval(now, before) if comparable else None)
