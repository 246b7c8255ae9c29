"""Fetch a document: a link that is made when it is asked for, and lasts minutes. None is ever stored."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.document import Document, DocumentFormat
from chalicelib.domain.errors import Conflict
from chalicelib.domain.printable import without_direction_controls
from chalicelib.domain.report import Report, ReportStatus
from chalicelib.domain.scope import grants
from chalicelib.usecases.ports.documents import Documents

_UNSAFE_IN_A_FILENAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link to a document that works until it expires."""

    url: str
    lasts: timedelta
    expires_at: datetime
    document: Document


@dataclass(frozen=True, slots=True)
class LinkDocument:
    """The link to a report in a format, where there is one that this caller may fetch."""

    documents: Documents
    clock: Clock
    lasts: timedelta

    def __call__(self, caller: Caller, report: Report, wanted: DocumentFormat) -> DocumentLink | None:
        """A fresh link, or None: not made yet, or under review and the caller is no reviewer."""
        document = report.document_in(wanted)
        if document is None or not may_fetch(caller, report):
            return None
        # What is presigned is this organization's, whatever else went wrong.
        assert document.key.startswith(f"org/{caller.organization_id}/")
        url = self.documents.link(document.key, filename=filename(report, wanted), content_type=wanted.content_type, lasts=self.lasts)
        return DocumentLink(url, self.lasts, self.clock() + self.lasts, document)


@dataclass(frozen=True, slots=True)
class FetchDocument:
    """The use case, with what it depends on."""

    link: LinkDocument

    def __call__(self, caller: Caller, report: Report, wanted: DocumentFormat) -> DocumentLink:
        """A fresh link; `Conflict` with the report's status where there is no document to fetch, or none in this format."""
        link = self.link(caller, report, wanted)
        if link is None and may_fetch(caller, report):
            details: dict[str, str | int] = {"status": report.status.value, "reason": "format_not_made"}
            raise Conflict("This report was made before there was this format; made again, it has it", details)
        if link is None:
            raise Conflict("This report has no document to fetch in its present status", {"status": report.status.value})
        return link


def may_fetch(caller: Caller, report: Report) -> bool:
    """Whether the caller may have it in any format: of a report that is ready anyone who may read it, of one under review a reviewer."""
    if not grants(caller.scopes, "read:reports"):
        return False
    if report.status is ReportStatus.READY:
        return True
    return report.status is ReportStatus.PENDING_REVIEW and grants(caller.scopes, "read:approvals")


def filename(report: Report, made: DocumentFormat) -> str:
    """A name that any file system takes: the report's title, with nothing in it that could turn the name's ending round."""
    title = _UNSAFE_IN_A_FILENAME.sub(" ", without_direction_controls(report.title)).strip()[:120]
    return f"{title or report.id}.{made.suffix}"
