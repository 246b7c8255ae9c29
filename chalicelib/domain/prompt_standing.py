"""Prompt standing: how a brand does on one prompt, over the platforms that answered it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.answer_analysis.analysis import Tag
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.wilson import Proportion


class Standing(StrEnum):
    """Whose prompt it is.

    `won`: more than half of its answers name the brand, and no competitor is named in more of them. `behind`: more than half do, and a
    competitor is named in more. `contested`: some do, at most half. `lost`: none does, and a competitor is named. `open`: none names
    either. `unanswered`: every platform failed.
    """

    WON = "won"
    BEHIND = "behind"
    CONTESTED = "contested"
    LOST = "lost"
    OPEN = "open"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class PromptStanding:
    """One prompt. `competitors` are those named in its answers, with how many answers name each, the most named first."""

    prompt_id: str
    prompt_text: str
    category: str
    standing: Standing
    appearances: Proportion
    failed: int
    competitors: tuple[tuple[str, int], ...]


def prompt_standings(results: Iterable[CellResult]) -> tuple[PromptStanding, ...]:
    """Every prompt of a report, in the order of its cells."""
    by_prompt: dict[str, list[CellResult]] = {}
    for result in sorted(results, key=lambda result: result.number):
        by_prompt.setdefault(result.prompt_id, []).append(result)
    return tuple(_prompt_standing(cells) for cells in by_prompt.values())


def _prompt_standing(cells: list[CellResult]) -> PromptStanding:
    answered = [cell for cell in cells if cell.is_answered]
    named = Counter(business.name for cell in answered for business in cell.businesses if business.tag is Tag.COMPETITOR)
    appearances = Proportion(sum(bool(cell.brand_appears) for cell in answered), len(answered))
    return PromptStanding(
        prompt_id=cells[0].prompt_id,
        prompt_text=cells[0].prompt_text,
        category=cells[0].category,
        standing=_standing(appearances, best_rival=max(named.values(), default=0)),
        appearances=appearances,
        failed=len(cells) - len(answered),
        competitors=tuple(sorted(named.items(), key=lambda entry: (-entry[1], entry[0]))),
    )


def _standing(appearances: Proportion, *, best_rival: int) -> Standing:
    if appearances.n == 0:
        return Standing.UNANSWERED
    if appearances.count * 2 > appearances.n:
        return Standing.WON if appearances.count >= best_rival else Standing.BEHIND
    if appearances.count:
        return Standing.CONTESTED
    return Standing.LOST if best_rival else Standing.OPEN
