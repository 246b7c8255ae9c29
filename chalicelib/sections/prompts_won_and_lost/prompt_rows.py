"""A row per prompt: its text, a mark per platform, how often the brand comes first, and who is named instead."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.prompt_standing import PromptStanding, Standing
from chalicelib.domain.prose import Prose, shortened
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import Value
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics
from chalicelib.domain.visibility_narrative import out_of

NAMED, NOT_NAMED, FAILED, NOT_ASKED = "●", "○", "–", ""
_SLANTED_FROM = 5
"""Platforms from which their names no longer fit over their columns, and are set aslant."""
_NAMED_INSTEAD = 2
_INSTEAD_CHARACTERS = 30


def prompt_rows(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> Mapping[Standing, list[dict[str, Any]]]:
    """The rows of each standing, in the order in which they are worth reading."""
    cells: dict[str, list[CellResult]] = defaultdict(list)
    for result in facts.results:
        cells[result.prompt_id].append(result)
    rows: dict[Standing, list[dict[str, Any]]] = defaultdict(list)
    for prompt in sorted(metrics.prompts, key=_most_telling_first):
        rows[prompt.standing].append(_row(prompt, cells[prompt.prompt_id], facts.ai_platforms, wording))
    return rows


def columns(platforms: int) -> dict[str, Any]:
    """Widths in millimetres."""
    return {"mark": round(min(max(60 / platforms, 7.5), 13), 1), "slanted": platforms >= _SLANTED_FROM}


def _most_telling_first(prompt: PromptStanding) -> tuple[float, int]:
    rivals = sum(answers for _, answers in prompt.competitors)
    return -float(prompt.appearances.share or 0), -rivals


def _row(prompt: PromptStanding, cells: Sequence[CellResult], platforms: Sequence[AiPlatform], wording: Wording) -> dict[str, Any]:
    first = sum(cell.rank == 1 for cell in cells)
    return {
        "text": _cut(prompt.prompt_text, thresholds.PROMPT_CHARACTERS),
        "line": _cut(prompt.prompt_text, thresholds.APPENDIX_CHARACTERS),
        "category": prompt.category,
        "marks": [_mark(platform, cells) for platform in platforms],
        "named": out_of(prompt.appearances, wording) if prompt.appearances.n else FAILED,
        "first": wording.count(first) if prompt.appearances.count else FAILED,
        "instead": _instead(prompt, wording),
    }


def _cut(text: str, most: int) -> str:
    """A prompt's beginning, on one line of thought: line breaks are spaces, and what is left out is said to be."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def _mark(platform: AiPlatform, cells: Sequence[CellResult]) -> dict[str, str]:
    cell = next((cell for cell in cells if cell.platform is platform), None)
    if cell is None:
        return {"sign": NOT_ASKED, "kind": ""}
    sign = FAILED if not cell.is_answered else NAMED if cell.brand_appears else NOT_NAMED
    return {"sign": sign, "kind": "named" if sign == NAMED else "quiet"}


def _instead(prompt: PromptStanding, wording: Wording) -> Prose:
    """The competitors named in the most of its answers."""
    told: list[Value] = [
        wording.say("{name} ({count})", name=shortened(name, _INSTEAD_CHARACTERS), count=wording.count(answers))
        for name, answers in prompt.competitors[:_NAMED_INSTEAD]
    ]
    more = len(prompt.competitors) - _NAMED_INSTEAD
    if more > 0:
        told.append(wording.text_many_in("competitors", "{number} more", "{number} more", more))
    return wording.series(told)
