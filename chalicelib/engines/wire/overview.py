"""Overview: the blocks of a Google AI Overview, in SerpApi's shape (https://serpapi.com/ai-overview), as Markdown."""

from typing import Any

type Block = dict[str, Any]


def markdown(blocks: list[Block]) -> str:
    """Paragraphs, headings, lists, tables, comparisons and what is folded away, in the order of the page."""
    return "\n\n".join(text for text in map(_block, blocks) if text)


def _block(block: Block) -> str:
    snippet = str(block.get("snippet") or "").strip()
    match block.get("type"):
        case "heading":
            return f"### {snippet}" if snippet else ""
        case "list":
            return "\n".join(part for part in (snippet, _list(block.get("list") or [])) if part)
        case "table":
            return _table(block.get("table") or [])
        case "comparison":
            return _comparison(block)
        case _:
            title = str(block.get("title") or "").strip()
            inner = markdown(block.get("text_blocks") or [])
            code = f"```\n{block['code']}\n```" if block.get("code") else ""
            return "\n\n".join(part for part in (f"### {title}" if title else "", snippet, code, inner) if part)


def _list(items: list[Block], depth: int = 0) -> str:
    lines = []
    for item in items:
        title, snippet = str(item.get("title") or "").strip(), str(item.get("snippet") or "").strip()
        lines.append("  " * depth + "- " + " ".join(part for part in (f"**{title}**" if title else "", snippet) if part))
        if inner := item.get("list"):
            lines.append(_list(inner, depth + 1))
        if blocks := item.get("text_blocks"):
            lines.append(markdown(blocks))
    return "\n".join(line for line in lines if line.strip(" -"))


def _table(rows: list[list[Any]]) -> str:
    if not rows:
        return ""
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _comparison(block: Block) -> str:
    labels = [str(label) for label in block.get("product_labels") or []]
    rows = [[row.get("feature", ""), *(row.get("values") or [])] for row in block.get("comparison") or []]
    return _table([["", *labels], *rows])
