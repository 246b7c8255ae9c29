"""The grid: categories down, platforms across, and in each field the answers that name the brand, of the answers there are."""

from collections.abc import Collection, Sequence
from typing import Any

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.section import Wording
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import appearances
from chalicelib.domain.visibility_narrative import platform_name
from chalicelib.domain.wilson import Proportion


def grid(shown: Sequence[str], rest: Collection[str], facts: VisibilityFacts, wording: Wording) -> dict[str, Any] | None:
    """The grid of the categories `shown` in the table beside it, in its order, and the `rest`; None where it would only say the same."""
    if len(shown) + len(rest) < 2 or len(facts.ai_platforms) < 2:
        return None
    rows = [_row(name, [result for result in facts.results if result.category == name], facts, wording) for name in shown]
    if rest:
        others = [result for result in facts.results if result.category in rest]
        rows.append(_row(other_categories(len(rest), wording), others, facts, wording) | {"is_name": False})
    return {"platforms": [platform_name(platform, wording) for platform in facts.ai_platforms], "rows": rows}


def other_categories(number: int, wording: Wording) -> str:
    """`Other (3 categories)`: those that a table sums."""
    return wording.text_many("Other ({number} category)", "Other ({number} categories)", number)


def _row(name: str, results: Sequence[CellResult], facts: VisibilityFacts, wording: Wording) -> dict[str, Any]:
    return {"name": name, "is_name": True, "fields": [_field(platform, results, wording) for platform in facts.ai_platforms]}


def _field(platform: AiPlatform, results: Sequence[CellResult], wording: Wording) -> dict[str, Any]:
    of = appearances([result for result in results if result.platform is platform and result.is_answered])
    if not of.n:
        return {"figure": "–", "shade": 0}
    return {"figure": f"{wording.count(of.count)}/{wording.count(of.n)}", "shade": _shade(of)}


def _shade(of: Proportion) -> int:
    """Which of the theme's tints: none for none, then one for each third. The figures say the same without them."""
    return -(-3 * of.count // of.n)
