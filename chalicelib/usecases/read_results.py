"""Read results: what came of each cell of a visibility report, as soon as it is closed."""

from dataclasses import dataclass

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.caller import Caller
from chalicelib.domain.cell_result import CellResult, ResultStatus, read_together
from chalicelib.usecases.ports.cells import Cells
from chalicelib.usecases.read_report import ReadReport


@dataclass(frozen=True, slots=True)
class ResultFilter:
    """Which results are wanted; None leaves a field out of the question."""

    platform: AiPlatform | None = None
    category: str | None = None
    brand_appears: bool | None = None
    status: ResultStatus | None = None


@dataclass(frozen=True, slots=True)
class ReadResults:
    """The use case, with what it depends on."""

    read_report: ReadReport
    cells: Cells

    def __call__(self, caller: Caller, report_id: str, wanted: ResultFilter) -> tuple[CellResult, ...]:
        """The report's results, whole, prompt by prompt; none of a report that asks nothing. `NotFound` as for the report."""
        report = self.read_report(caller, report_id)
        if report.subject is None:
            return ()
        results = read_together(self.cells.results(caller.organization_id, report.id))
        return tuple(result for result in results if matches(result, wanted))


def matches(result: CellResult, wanted: ResultFilter) -> bool:
    """Whether a list with this filter shows the result. Of a failed one nobody knows whether the brand appears."""
    return (
        wanted.platform in (None, result.platform)
        and wanted.category in (None, result.category)
        and wanted.status in (None, result.status)
        and (wanted.brand_appears is None or wanted.brand_appears is result.brand_appears)
    )
