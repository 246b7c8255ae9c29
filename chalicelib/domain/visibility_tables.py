"""Visibility tables: what came of every question, what each answer cites, and whom it names."""

from collections.abc import Sequence

from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.exported_table import Entry, ExportedTable, table
from chalicelib.domain.visibility_facts import VisibilityFacts

_RESULT = ("number", "result_id", "prompt_id", "prompt_text", "category", "ai_platform")
_ANSWER = ("status", "brand_appears", "rank", "sentiment", "businesses", "citations")
_CALL = ("model", "asked_at", "is_recorded_sample", "attempts", "latency_ms", "tokens_in", "tokens_out", "error_code", "error_message")
_TEXT = ("response", "response_is_cut")
_MOST_CHARACTERS = 32_767
"""What a cell of Excel holds (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3); the rest of a longer one spills
over the rows below it."""


def visibility_tables(facts: VisibilityFacts) -> tuple[ExportedTable, ...]:
    """Results, citations and businesses, each in the order of the results' numbers."""
    cells = sorted(facts.results, key=lambda cell: cell.number)
    return (
        table("results", [_question(cell) | _outcome(cell) for cell in cells], (*_RESULT, *_ANSWER, *_CALL, *_TEXT)),
        _citations(cells),
        _businesses(cells),
    )


def _question(cell: CellResult) -> dict[str, Entry]:
    return {
        "number": cell.number,
        "result_id": cell.id,
        "prompt_id": cell.prompt_id,
        "prompt_text": cell.prompt_text,
        "category": cell.category,
        "ai_platform": cell.platform.value,
    }


def _outcome(cell: CellResult) -> dict[str, Entry]:
    taken: dict[str, Entry] = {field: getattr(cell, field) for field in ("brand_appears", "rank", *_CALL)}
    return taken | {
        "status": cell.status.value,
        "sentiment": cell.sentiment.value if cell.sentiment else None,
        "businesses": len(cell.businesses) if cell.is_answered else None,
        "citations": len(cell.citations) if cell.is_answered else None,
        "response": _text(cell.response),
        "response_is_cut": None if cell.response is None else cell.response != _text(cell.response),
    }


def _text(response: str | None) -> str | None:
    """As much of an answer as a cell holds, with room for the apostrophe that may have to stand before it."""
    if response is None or _length(response) < _MOST_CHARACTERS:
        return response
    cut = response[: _MOST_CHARACTERS - 2]
    while _length(cut) > _MOST_CHARACTERS - 2:
        cut = cut[: len(cut) - (_length(cut) - _MOST_CHARACTERS + 3) // 2]
    return f"{cut}…"


def _length(text: str) -> int:
    """As a spreadsheet counts: in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _citations(cells: Sequence[CellResult]) -> ExportedTable:
    rows = [
        _question(cell) | {"position": position, "url": citation.url, "domain": citation.domain, "title": citation.title}
        for cell in cells
        for position, citation in enumerate(cell.citations, start=1)
    ]
    return table("citations", list(rows), (*_RESULT, "position", "url", "domain", "title"))


def _businesses(cells: Sequence[CellResult]) -> ExportedTable:
    rows = [
        _question(cell)
        | {
            "business": business.name,
            "website": business.website,
            "tag": business.tag.value,
            "rank": business.rank,
            "mentions": business.mentions,
        }
        for cell in cells
        for business in cell.businesses
    ]
    return table("businesses", list(rows), (*_RESULT, "business", "website", "tag", "rank", "mentions"))
