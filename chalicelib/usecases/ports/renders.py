"""Port: the queue of reports to be rendered, and the two steps that make a page of facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.messages import RenderRequested


class RenderQueue(Protocol):
    """Where the wish for a document waits for a worker: at least once, in no order."""

    def send(self, message: RenderRequested) -> None:
        """Put the message on the queue; `Unavailable` where that failed."""
        ...


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A PDF file, its number of pages, its SHA-256 in hex, and what the renderer warned of."""

    content: bytes
    pages: int
    sha256: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that a page may refer to by the URL it is handed in with."""

    content: bytes
    content_type: str


class Renderer(Protocol):
    """HTML and the pictures it refers to in, a PDF out: the same bytes for the same input, with no network and no files."""

    def render(self, html: str, language: str, created_at: datetime, assets: Mapping[str, Asset]) -> RenderedPdf:
        """The PDF; `assets` are by the URLs that the page has for them."""
        ...

    def check(self, content: bytes) -> int:
        """The number of pages of a file that parses as a PDF; raises for any other."""
        ...
