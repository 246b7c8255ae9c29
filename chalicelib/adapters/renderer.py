"""The renderer: HTML in, PDF/UA-1 out. No network, no files but the assets handed in; the same input makes the same bytes.

Importing this module imports WeasyPrint (about a second): only wiring does, inside a function.
FONTCONFIG_FILE must be set before that import. One render at a time per process: a Lambda has one.
"""

import gc
import hashlib
import io
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from chalicelib.usecases.ports.renders import Asset, RenderedPdf

THEME = Path(__file__).parent.parent / "templates" / "theme"
FULL_ENOUGH = 0.5
"""How far down its last page a document has to reach; one that ends above is laid out once more with less air, to end a page earlier."""
MOST_PAGES_DRAWN_IN = 12
"""The air of a longer document is worth no second layout of it."""


class ForbiddenAssetError(Exception):
    """A page refers to something that was not handed in: never fetched, never printed without it."""


class BrokenPdfError(Exception):
    """What was made is no PDF with at least one page."""


def render(html: str, language: str, created_at: datetime, assets: Mapping[str, Asset] | None = None) -> RenderedPdf:
    """The PDF of a complete HTML page, with its title; `language` is a BCP 47 tag, `created_at` an aware instant that the PDF carries.

    Raises ForbiddenAssetError where the page refers to anything but `assets`.
    """
    with _no_garbage_collection(), _dated(created_at), _warnings() as warnings:
        try:
            page = HTML(string=html, url_fetcher=_Fetcher(assets or {}))
            document = _laid_out(page)
        except FatalURLFetchingError as error:
            raise ForbiddenAssetError(str(error)) from error
        document.metadata.lang = language
        document.metadata.created = document.metadata.modified = created_at.isoformat(timespec="seconds")
        content = document.write_pdf(finisher=_scope_headers, pdf_variant="pdf/ua-1", pdf_tags=True)
    return RenderedPdf(content, len(document.pages), hashlib.sha256(content).hexdigest(), tuple(warnings))


def check(content: bytes) -> int:
    """The number of pages of a PDF; BrokenPdfError where it does not parse or has none."""
    try:
        pages = len(PdfReader(io.BytesIO(content), strict=True).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenPdfError(f"does not parse: {error}") from error
    if pages < 1:
        raise BrokenPdfError("has no page")
    return pages


def _laid_out(page: HTML) -> Document:
    """The pages; a few lines left over for a page of their own are drawn in to the one before, where less air is enough for that."""
    document = page.render(font_config=_fonts(), stylesheets=[_stylesheet("print.css")], pdf_variant="pdf/ua-1")
    pages = len(document.pages)
    if not 1 < pages <= MOST_PAGES_DRAWN_IN or _reach(document.pages[-1]) >= FULL_ENOUGH:
        return document
    snug = page.render(font_config=_fonts(), stylesheets=[_stylesheet("print.css"), _stylesheet("snug.css")], pdf_variant="pdf/ua-1")
    return snug if len(snug.pages) < pages else document


def _reach(page: Page) -> float:
    """How far down a page its content reaches, 0-1 of the page, which no public object says: the first box of a page is its text."""
    text = page._page_box.children[0]
    return float((text.position_y + text.height) / page.height)


def _scope_headers(_document: Any, pdf: Any) -> None:
    """Says of each table header whether it heads its column or its row, which PDF/UA asks for and WeasyPrint 70 leaves out."""
    elements: dict[bytes, Any] = {made.reference: made for made in pdf.objects if _is_structure_element(made)}
    for element in elements.values():
        if element["S"] == "/TH":
            row = elements[element["P"]]
            is_head = elements[row["P"]]["S"] == "/THead"
            element["A"]["Scope"] = "/Column" if is_head else "/Row"


def _is_structure_element(made: Any) -> bool:
    return isinstance(made, dict) and made.get("Type") == "/StructElem"


class _Fetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Answers from the assets handed in and from nowhere else."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        super().__init__(allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002 # the base class's signature
        if url not in self._assets:
            raise FatalURLFetchingError(f"not among the assets handed in: {url[:200]}")
        asset = self._assets[url]
        return URLFetcherResponse(url, asset.content, {"Content-Type": asset.content_type})


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _stylesheet(name: str) -> CSS:
    return CSS(string=(THEME / name).read_text("utf-8"), font_config=_fonts(), url_fetcher=_Fetcher({}))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """A layout is a million live objects: collecting among them costs a quarter of the time and frees nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _dated(created_at: datetime) -> Iterator[None]:
    """Font subsets carry a time stamp, which fontTools takes from here (https://reproducible-builds.org/specs/source-date-epoch/)."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(created_at.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


class _Collected(logging.Handler):
    def __init__(self, into: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._into = into

    def emit(self, record: logging.LogRecord) -> None:
        self._into.append(record.getMessage())


@contextmanager
def _warnings() -> Iterator[list[str]]:
    collected: list[str] = []
    handler = _Collected(collected)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield collected
    finally:
        logger.removeHandler(handler)
