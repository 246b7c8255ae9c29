"""Inline text: the words of one Markdown block, with what is bold and what is linked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAKING_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|t[dhr]|table|h[1-6])\b", re.IGNORECASE)
_HIDDEN_HTML = re.compile(r"\s*<(?:script|style|!--|!|\?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, and without, `end`."""

    start: int
    end: int

    def moved(self, by: int) -> "Span":
        """The same length, `by` characters later."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Inline:
    """A block's visible words; spans count from its beginning."""

    text: str
    bold: tuple[Span, ...]
    links: tuple[tuple[Span, str], ...]


def is_html_prose(html: str) -> bool:
    """Whether a block of HTML has words for a reader: comments, scripts and styles have not."""
    return _HIDDEN_HTML.match(html) is None


def inline(children: "Sequence[Token]") -> Inline:
    """The words of a parsed block: a link's text and not its URL, no pictures, no HTML tags."""
    reading = _Reading()
    for token in children:
        reading.take(token)
    return Inline(reading.text, tuple(reading.bold), tuple(reading.links))


class _Reading:
    def __init__(self) -> None:
        self.text = ""
        self.bold: list[Span] = []
        self.links: list[tuple[Span, str]] = []
        self._bold_from: list[int] = []
        self._link_from: list[tuple[int, str]] = []

    def take(self, token: "Token") -> None:
        match token.type:
            case "text" | "code_inline" | "text_special":
                self.text += self._words(token)
            case "softbreak":
                self.text += " "
            case "hardbreak":
                self.text += "\n"
            case "html_inline":
                self.text += "\n" if _BREAKING_TAG.match(token.content) else ""
            case "strong_open":
                self._bold_from.append(len(self.text))
            case "strong_close":
                self.bold.append(Span(self._bold_from.pop(), len(self.text)))
            case "link_open":
                self._link_from.append((len(self.text), "" if token.info == "auto" else str(token.attrGet("href") or "")))
            case "link_close":
                start, url = self._link_from.pop()
                self.links.append((Span(start, len(self.text)), url))

    def _words(self, token: "Token") -> str:
        is_address = bool(self._link_from) and not self._link_from[-1][1]  # `<https://acme.com>`: the text is the URL
        return " " * len(token.content) if is_address else token.content
