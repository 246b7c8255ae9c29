"""Source notes: footnotes, citation marks, source labels and lists of sources. They say what an answer read, not what it says."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from chalicelib.domain.citation import bare_domain, domain_of

if TYPE_CHECKING:
    from chalicelib.domain.answer_analysis.inline_text import Inline, Span
    from chalicelib.domain.answer_analysis.visible_text import Place

_MARKERS = re.compile(r"\[\^[^\]\s]{1,40}\]|【[^】]{0,80}†[^】]{0,80}】|\ue200[^\ue201]{0,200}\ue201")
"""`[^1]`, and the marks that OpenAI's models leave: `【4†source】` and `cite…` between private-use characters."""
_FOOTNOTE = re.compile(r"\s*\[\^[^\]\s]{1,40}\]:")
_BRACKETED = re.compile(r"[(\[][^()\[\]\n]{1,600}[)\]]")
_BETWEEN_LABELS = re.compile(r"[\s,;|·+\d]*")
_TITLES = frozenset(
    {"sources", "references", "citations", "works cited", "footnotes", "quellen", "fuentes", "referencias", "références", "fonti"}
    | {"bronnen", "fontes", "referências", "источники", "参考资料", "参考文献", "来源", "出典", "출처"}
)


def without_markers(text: str) -> str:
    """The same length of text, with spaces for citation marks."""
    return _MARKERS.sub(_blank, text)


def without_labels(text: str, links: "Iterable[tuple[Span, str]]") -> str:
    """The same length of text, with spaces for links in brackets that are called by their own domain: `([acme.com](https://acme.com/x))`."""
    labels = [span for span, url in links if _is_label(text[span.start : span.end], url)]
    for found in _BRACKETED.finditer(text) if labels else ():
        inside = [span for span in labels if found.start() < span.start and span.end < found.end()]
        rest = text[found.start() + 1 : found.end() - 1]
        for span in inside:
            rest = rest.replace(text[span.start : span.end], "", 1)
        if inside and _BETWEEN_LABELS.fullmatch(rest):
            text = text[: found.start()] + _blank(found) + text[found.end() :]
    return text


def without_source_lists(pieces: "Iterable[tuple[Place, Inline]]") -> "Iterator[tuple[Place, Inline]]":
    """The blocks of an answer, but for footnotes and for what stands below a title such as `Sources`, up to the next heading."""
    in_sources = False
    for place, piece in pieces:
        is_title = piece.text.strip().strip(":：").strip().casefold() in _TITLES
        in_sources = is_title or (in_sources and place.kind != "heading")
        if not in_sources and not _FOOTNOTE.match(piece.text):
            yield place, piece


def _is_label(text: str, url: str) -> bool:
    label, domain = bare_domain(text), domain_of(url)
    return bool(domain) and (domain == label or domain.endswith(f".{label}"))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
