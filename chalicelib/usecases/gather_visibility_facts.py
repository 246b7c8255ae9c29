"""Gather visibility facts: a report's answers, what they come to, and the runs before it."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import thresholds
from chalicelib.domain.cell_result import CellResult, read_together
from chalicelib.domain.locale import written
from chalicelib.domain.question_sheet import QuestionSheet
from chalicelib.domain.report import Failure, Report
from chalicelib.domain.visibility_facts import Market, VisibilityFacts
from chalicelib.domain.visibility_run import VisibilityRun, visibility_run
from chalicelib.domain.white_label import Worn
from chalicelib.usecases.gather_facts import CannotBeMade
from chalicelib.usecases.ports.cells import Cells
from chalicelib.usecases.ports.question_sheets import QuestionSheets
from chalicelib.usecases.ports.visibility_runs import VisibilityRuns
from chalicelib.usecases.wear_white_label import WearWhiteLabel

# Some runs came to nothing, and some asked otherwise: more are read than a trend shows.
_LOOKED_AT = 3 * thresholds.PAST_RUNS


@dataclass(frozen=True, slots=True)
class GatherVisibilityFacts:
    """The use case, with what it depends on."""

    cells: Cells
    sheets: QuestionSheets
    runs: VisibilityRuns
    wear: WearWhiteLabel

    def __call__(self, report: Report, now: datetime) -> VisibilityFacts:
        """The report's facts, its cells all closed; its counts are recorded on the way, for the reports that come after it.

        `CannotBeMade` (`no_answers`) where no cell was answered.
        """
        assert report.subject is not None
        sheet = self.sheets.thaw(report.subject.sheet_key)
        results = read_together(self.cells.results(report.organization_id, report.id))
        run = visibility_run(report, results)
        if not run.appearances.n:
            raise CannotBeMade(no_answers(results), run.figures)
        self.runs.record(report.organization_id, run)
        past = self._past(report, run)
        before = read_together(self.cells.results(report.organization_id, past[-1].report_id)) if past else ()
        worn = self.wear(report.organization_id, report.brand_id)
        return _facts(report, sheet, results, past, before, worn, now)

    def _past(self, report: Report, run: VisibilityRun) -> tuple[VisibilityRun, ...]:
        """The runs before this one, oldest first: real answers only, or recorded ones only, as its own are."""
        older = self.runs.before(report.organization_id, run.region_config_id, report.id, limit=_LOOKED_AT)
        comparable = [one for one in older if one.is_sample == run.is_sample]
        return tuple(reversed(comparable[: thresholds.PAST_RUNS]))


def no_answers(results: tuple[CellResult, ...]) -> Failure:
    """Why a report without one answer could not be made: the first reason of each platform is said."""
    reasons = {result.platform: result.error_message or "no answer" for result in reversed(results)}
    said = "; ".join(f"{platform.label}: {reason.rstrip('.')}" for platform, reason in sorted(reasons.items()))
    return Failure("no_answers", f"None of the {len(results)} questions was answered. {said}.", retriable=True)


def _facts(
    report: Report,
    sheet: QuestionSheet,
    results: tuple[CellResult, ...],
    past: tuple[VisibilityRun, ...],
    before: tuple[CellResult, ...],
    worn: Worn,
    now: datetime,
) -> VisibilityFacts:
    assert report.subject is not None
    return VisibilityFacts(
        report_id=report.id,
        title=report.title,
        organization_id=report.organization_id,
        template=report.template,
        sections=report.sections,
        day=report.period.start,
        at=report.subject.at,
        timezone=report.subject.timezone,
        brand=sheet.brand,
        market=Market(sheet.region_config_id, sheet.region, sheet.country, sheet.language, sheet.location),
        ai_platforms=sheet.ai_platforms,
        results=results,
        past_runs=tuple(run.as_past for run in past),
        results_before=before,
        gathered_at=now,
        locale=written(worn.label.locale),
        worn=worn,
    )
