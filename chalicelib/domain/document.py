"""Document: a report as a file, in one of its formats. All of them are made from the same frozen facts, at the same time."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentFormat(StrEnum):
    """The forms that a report has; `csv` is a zip of several tables."""

    PDF = "pdf"
    HTML = "html"
    JSON = "json"
    CSV = "csv"

    @property
    def content_type(self) -> str:
        """The media type of its files."""
        return _CONTENT_TYPES[self]

    @property
    def suffix(self) -> str:
        """How the names of its files end."""
        return "zip" if self is DocumentFormat.CSV else self.value


_CONTENT_TYPES = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.HTML: "text/html; charset=utf-8",
    DocumentFormat.JSON: "application/json",
    DocumentFormat.CSV: "application/zip",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A stored file of a report, under a key that holds its content's hash. Only a PDF has pages."""

    key: str
    sha256: str
    size: int
    pages: int | None = None
    format: DocumentFormat = DocumentFormat.PDF
