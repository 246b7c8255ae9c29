"""Visibility report: a report that begins with questions. It is `queued` from its birth, and `asking` while any of them is open."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.execution import Execution
from chalicelib.domain.period import Period
from chalicelib.domain.question_sheet import QuestionSheet
from chalicelib.domain.report import (
    ASKING,
    Failure,
    Progress,
    Report,
    ReportKind,
    ReportStatus,
    Transition,
    failed,
    moved,
)
from chalicelib.domain.visibility_subject import VisibilitySubject

NO_PROMPTS = Failure("no_prompts", "No prompt of the region config is enabled, so that there was nothing to ask.", retriable=False)


@dataclass(frozen=True, slots=True)
class Origin:
    """Whence a visibility report comes: who asked for it, for which moment and day of which zone; its run, if it is one of a run's."""

    organization_id: str
    created_via: CreatedVia
    created_by: str
    day: date
    at: datetime
    timezone: str = "UTC"
    scheduled_report_id: str | None = None
    execution_id: str | None = None

    @classmethod
    def of(cls, execution: Execution) -> "Origin":
        """The origin of a run's reports."""
        return cls(
            organization_id=execution.organization_id,
            created_via=execution.created_via,
            created_by=execution.created_by,
            day=execution.day,
            at=execution.at,
            timezone=execution.timezone,
            scheduled_report_id=execution.scheduled_report_id,
            execution_id=execution.id,
        )


def visibility_report(report_id: str, origin: Origin, sheet: QuestionSheet, sheet_key: str, now: datetime, look_again: timedelta) -> Report:
    """The report of a sheet, its questions about to be sent; a failed one (`no_prompts`) where there is no question."""
    made = Report(
        id=report_id,
        organization_id=origin.organization_id,
        kind=ReportKind.VISIBILITY,
        title=sheet.look.title or default_title(sheet, origin.day),
        template=sheet.look.template,
        sections=sheet.look.sections,
        requires_review=sheet.look.requires_review,
        period=Period(origin.day, origin.day),
        accounts=(),
        status=ReportStatus.QUEUED,
        transitions=tuple(Transition(status, now, origin.created_by) for status in (ReportStatus.PENDING, ReportStatus.QUEUED)),
        created_via=origin.created_via,
        created_by=origin.created_by,
        created_at=now,
        updated_at=now,
        attention_at=now + look_again,
        progress=Progress(ASKING, 0, len(sheet.cells)),
        subject=_subject(origin, sheet, sheet_key),
    )
    return made if sheet.cells else failed(made, NO_PROMPTS, now, origin.created_by)


def asking(pending: Report, now: datetime, by: str, look_again: timedelta) -> Report:
    """A report that was retried, its questions about to be sent again."""
    assert pending.subject is not None
    progress = Progress(ASKING, 0, pending.subject.cells)
    return replace(moved(pending, ReportStatus.QUEUED, now, by), progress=progress, attention_at=now + look_again)


def default_title(sheet: QuestionSheet, day: date) -> str:
    """`Acme Coffee – Germany (2026-04-08)`."""
    return f"{sheet.brand.name} – {sheet.region} ({day})"


def _subject(origin: Origin, sheet: QuestionSheet, sheet_key: str) -> VisibilitySubject:
    return VisibilitySubject(
        brand_id=sheet.brand.id,
        region_config_id=sheet.region_config_id,
        region=sheet.region,
        scheduled_report_id=origin.scheduled_report_id,
        execution_id=origin.execution_id,
        country=sheet.country,
        language=sheet.language,
        location=sheet.location,
        ai_platforms=sheet.ai_platforms,
        cells=len(sheet.cells),
        sheet_key=sheet_key,
        at=origin.at,
        timezone=origin.timezone,
    )
