"""Report: one document that was asked for, and its life.

    pending → queued → rendering → ready
                          │  └──→ pending_review → approved → ready
                          │                      └→ rejected
                          └──→ failed          cancelled (from pending, queued, rendering, pending_review)

`TRANSITIONS` is that picture, and the only place that knows it. Every change is a pure function from a report to the next
one, and is stored on condition that the report is still the one that was read (`revision`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.ad_account import AccountIdentity
from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.document import Document, DocumentFormat
from chalicelib.domain.errors import Conflict
from chalicelib.domain.period import Period
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.visibility_subject import VisibilityFigures, VisibilitySubject


class ReportKind(StrEnum):
    """The two families of report."""

    PERFORMANCE = "performance"
    VISIBILITY = "visibility"


class ReportStatus(StrEnum):
    """Where a report stands."""

    PENDING = "pending"
    QUEUED = "queued"
    RENDERING = "rendering"
    PENDING_REVIEW = "pending_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ReviewStatus(StrEnum):
    """What became of a report that needs a second pair of eyes."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What a reviewer says of a report."""

    APPROVED = "approved"
    REJECTED = "rejected"


TRANSITIONS: dict[ReportStatus, frozenset[ReportStatus]] = {
    ReportStatus.PENDING: frozenset({ReportStatus.QUEUED, ReportStatus.RENDERING, ReportStatus.FAILED, ReportStatus.CANCELLED}),
    ReportStatus.QUEUED: frozenset({ReportStatus.RENDERING, ReportStatus.FAILED, ReportStatus.CANCELLED}),
    ReportStatus.RENDERING: frozenset(
        {ReportStatus.READY, ReportStatus.PENDING_REVIEW, ReportStatus.FAILED, ReportStatus.CANCELLED, ReportStatus.RENDERING}
    ),
    ReportStatus.PENDING_REVIEW: frozenset({ReportStatus.APPROVED, ReportStatus.REJECTED, ReportStatus.CANCELLED}),
    ReportStatus.APPROVED: frozenset({ReportStatus.READY}),
    ReportStatus.FAILED: frozenset({ReportStatus.PENDING}),
    ReportStatus.REJECTED: frozenset(),
    ReportStatus.READY: frozenset(),
    ReportStatus.CANCELLED: frozenset(),
}
_STEPS = {
    ReportStatus.PENDING: "be retried",
    ReportStatus.CANCELLED: "be cancelled",
    ReportStatus.APPROVED: "be approved",
    ReportStatus.REJECTED: "be rejected",
}
"""What somebody asked for who is told that a report can't come to a status."""
FINAL = frozenset({ReportStatus.READY, ReportStatus.FAILED, ReportStatus.REJECTED, ReportStatus.CANCELLED})
CLAIMABLE = frozenset({ReportStatus.PENDING, ReportStatus.QUEUED})
ASKING = "asking"
"""The step of a visibility report whose questions are open."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of a report's history: what it became, when, and by whom (a key's id, or the function that did it)."""

    status: ReportStatus
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: `completed` of `total` steps are done, and `step` is the one under way."""

    step: str
    completed: int
    total: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a report could not be made: a stable code, a sentence that is safe to show, and whether trying again may help."""

    code: str
    message: str
    retriable: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `attention_at` is when somebody should look at it if nothing has happened until then, or, of one that has ended, when to
    remove what it does not name of its files; None when it is at rest.

    `subject` and `figures` are a visibility report's: what it measures, and what came of it (None until measured).
    `accounts_brand_id` is a performance report's: the brand of all its accounts when it was asked for, None where they had no one brand.
    `attempt` counts the workers that had it since it was last retried, `retries` how often it was. `data_versions` are its accounts',
    in their order, when their rows were read; `supersedes` is the report that this one was made to replace. `document` is its PDF,
    `other_documents` are the same report in the other formats.
    """

    id: str
    organization_id: str
    kind: ReportKind
    title: str
    template: TemplateIdentity
    sections: tuple[str, ...]
    requires_review: bool
    period: Period
    accounts: tuple[AccountIdentity, ...]
    status: ReportStatus
    transitions: tuple[Transition, ...]
    created_via: CreatedVia
    created_by: str
    created_at: datetime
    updated_at: datetime
    attention_at: datetime | None
    revision: int = 1
    attempt: int = 0
    lease_until: datetime | None = None
    progress: Progress | None = None
    facts_key: str | None = None
    document: Document | None = None
    failure: Failure | None = None
    review_status: ReviewStatus | None = None
    review_comment: str | None = None
    generated_at: datetime | None = None
    volatility_score: Decimal | None = None
    volatility_band: str | None = None
    data_coverage_pct: Decimal | None = None
    subject: VisibilitySubject | None = None
    figures: VisibilityFigures | None = None
    accounts_brand_id: str | None = None
    retries: int = 0
    data_versions: tuple[int, ...] = ()
    supersedes: str | None = None
    other_documents: tuple[Document, ...] = ()

    @property
    def brand_id(self) -> str | None:
        """The brand that it is about, where it is about one."""
        return self.subject.brand_id if self.subject is not None else self.accounts_brand_id

    def document_in(self, wanted: DocumentFormat) -> Document | None:
        """The report in a format, where it was made in it."""
        made = (self.document, *self.other_documents)
        return next((document for document in made if document is not None and document.format is wanted), None)

    @property
    def execution_id(self) -> str | None:
        """The run that it is part of, if it is part of one."""
        return self.subject.execution_id if self.subject else None

    @property
    def is_asking(self) -> bool:
        """Whether its questions were sent, and nobody has it to render yet: how many are still open, its join knows."""
        return self.status is ReportStatus.QUEUED and self.progress is not None and self.progress.step == ASKING

    @property
    def is_final(self) -> bool:
        """Whether it will not move again by itself."""
        return self.status in FINAL

    @property
    def asking_since(self) -> datetime:
        """When its questions were sent, for the first time or again."""
        return next((step.at for step in reversed(self.transitions) if step.status is ReportStatus.QUEUED), self.created_at)

    @property
    def account_ids(self) -> tuple[str, ...]:
        """The ids of its ad accounts, as asked for."""
        return tuple(account.ad_account_id for account in self.accounts)


def files_of(organization_id: str, report_id: str) -> str:
    """How the keys of a report's files begin: the organization comes first in every key of the bucket."""
    return f"org/{organization_id}/reports/{report_id}/"


def files_named_by(report: Report) -> frozenset[str]:
    """The keys of its files that it knows of. What else begins like them was stored by workers that did not come to their end."""
    sheet = report.subject.sheet_key if report.subject else None
    made = (document.key for document in (report.document, *report.other_documents) if document)
    return frozenset(key for key in (report.facts_key, sheet, *made) if key)


def was_moved(report: Report, status: ReportStatus, by: str) -> bool:
    """Whether it was the one who moved the report to this status, the last time that it came there."""
    return next((step.by == by for step in reversed(report.transitions) if step.status is status), False)


def moved(report: Report, status: ReportStatus, at: datetime, by: str) -> Report:
    """The report in its next status, with the step in its history; `Conflict` where the table has no such step."""
    if status not in TRANSITIONS[report.status]:
        raise Conflict(f"A report that is {report.status} can't {_STEPS.get(status, f'become {status}')}", {"status": report.status.value})
    return replace(report, status=status, transitions=(*report.transitions, Transition(status, at, by)), updated_at=at)


def queued(report: Report, at: datetime, by: str, look_again: timedelta) -> Report:
    """Its message is on the queue."""
    return replace(moved(report, ReportStatus.QUEUED, at, by), attention_at=at + look_again)


def held(report: Report, now: datetime) -> bool:
    """Whether a worker has it, and its lease has not run out."""
    return report.status is ReportStatus.RENDERING and report.lease_until is not None and now < report.lease_until


def claimable(report: Report, now: datetime) -> bool:
    """Whether a worker may take it: it waits, or the lease of the worker that had it ran out."""
    return report.status in CLAIMABLE or (report.status is ReportStatus.RENDERING and not held(report, now))


def claimed(report: Report, now: datetime, by: str, lease: timedelta) -> Report:
    """Taken by a worker, for as long as the lease: the next attempt begins."""
    taken = moved(report, ReportStatus.RENDERING, now, by)
    return replace(taken, attempt=report.attempt + 1, lease_until=now + lease, attention_at=now + lease, failure=None)


def released(report: Report, now: datetime, look_again: timedelta) -> Report:
    """An attempt came to nothing, and another may be made at once."""
    return replace(report, lease_until=now, attention_at=now + look_again, updated_at=now)


def progressed(report: Report, progress: Progress, now: datetime) -> Report:
    """Still rendering, one step further."""
    return replace(report, progress=progress, updated_at=now)


def failed(report: Report, failure: Failure, now: datetime, by: str) -> Report:
    """The end, without a document."""
    tidy_at = None if failure.retriable else _tidy_at(report, now, after=1)
    return replace(moved(report, ReportStatus.FAILED, now, by), failure=failure, lease_until=None, attention_at=tidy_at, progress=None)


def finished(report: Report, document: Document, others: tuple[Document, ...], now: datetime, by: str) -> Report:
    """The PDF is stored and checked, the other formats are stored: ready, or first to be reviewed."""
    after = ReportStatus.PENDING_REVIEW if report.requires_review else ReportStatus.READY
    return replace(
        moved(report, after, now, by),
        document=document,
        other_documents=others,
        generated_at=now,
        review_status=ReviewStatus.PENDING if report.requires_review else None,
        lease_until=None,
        attention_at=_tidy_at(report, now, after=1),
        progress=None,
    )


def reviewed(report: Report, verdict: Verdict, comment: str | None, now: datetime, by: str) -> Report:
    """Approved, and with that ready; or rejected. `Conflict` for a report that is not under review."""
    decided = replace(moved(report, ReportStatus(verdict), now, by), review_status=ReviewStatus(verdict), review_comment=comment)
    return moved(decided, ReportStatus.READY, now, by) if verdict is Verdict.APPROVED else decided


def cancelled(report: Report, now: datetime, by: str) -> Report:
    """The end, by somebody's wish. A worker that has it can store nothing more, and nobody reviews it any more."""
    return replace(
        moved(report, ReportStatus.CANCELLED, now, by),
        lease_until=None,
        attention_at=_tidy_at(report, now, after=0),
        progress=None,
        review_status=None,
    )


def retried(report: Report, now: datetime, by: str, look_again: timedelta) -> Report:
    """Back at the start, with all its attempts: its facts are gathered anew. `Conflict` where it did not fail, or would fail again."""
    pending = moved(report, ReportStatus.PENDING, now, by)
    if report.failure is None or not report.failure.retriable:
        raise Conflict("This report would fail again", {"status": report.status.value, "reason": "not_retriable"})
    return replace(
        pending,
        attention_at=now + look_again,
        attempt=0,
        retries=report.retries + 1,
        facts_key=None,
        failure=None,
        figures=None,
    )


def _tidy_at(report: Report, now: datetime, *, after: int) -> datetime | None:
    """When to remove what an ending report does not name of its files: once nobody is alive who could store more of them.

    None where no more than `after` workers had it, so that there is nothing. A failed one that may be retried is not tidied: the
    worker of a retry may store a file of the same key.
    """
    return report.lease_until or now if report.retries or report.attempt > after else None
