"""End a cell: store what came of it, take it out of the report's join, and send the report on when it was the last."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.cell import CellStatus, CellWork, closed
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.report import Report
from chalicelib.messages import RenderRequested
from chalicelib.usecases.ports.cells import Cells
from chalicelib.usecases.ports.joins import Joins
from chalicelib.usecases.ports.renders import RenderQueue
from chalicelib.usecases.unheard import unheard


@dataclass(frozen=True, slots=True)
class EndCell:
    """The use case, with what it depends on. `told` hears of each result that was stored."""

    cells: Cells
    joins: Joins
    renders: RenderQueue
    told: Callable[[CellResult], None] = unheard

    def __call__(self, report: Report, work: CellWork, result: CellResult, correlation_id: str, *, was: CellWork | None) -> None:
        """Close the cell with its result; `Stale` where somebody else has it by now, or has closed it."""
        status = CellStatus.ANSWERED if result.is_answered else CellStatus.FAILED
        self.cells.close(report.organization_id, closed(work, status), result, was=was)
        self.told(result)
        self.leave(report, work.number, correlation_id)

    def leave(self, report: Report, number: int, correlation_id: str) -> None:
        """Take a closed cell out of the join. Two may see it empty, and both send the report on: its claim makes that one."""
        if not self.joins.leave(report.organization_id, report.id, number):
            self.renders.send(render_requested(report, correlation_id))


def render_requested(report: Report, correlation_id: str) -> RenderRequested:
    """The message that wants this report's document."""
    return RenderRequested(
        organization_id=report.organization_id, report_id=report.id, correlation_id=correlation_id, execution_id=report.execution_id
    )
