"""Deletions in memory: the port `Deletions`, held to the same contract as the table."""

from chalicelib.domain.deletion import Deletion
from tests.fakes.cells import FakeCells
from tests.fakes.reports import FakeReports
from tests.fakes.visibility_runs import FakeVisibilityRuns


class FakeDeletions:
    def __init__(self, reports: FakeReports, cells: FakeCells | None = None, runs: FakeVisibilityRuns | None = None) -> None:
        self._reports = reports
        self._cells = cells or FakeCells()
        self._runs = runs or FakeVisibilityRuns()

    def get(self, organization_id: str, report_id: str) -> Deletion | None:
        return self._reports.deletions.get((organization_id, report_id))

    def clear(self, deletion: Deletion) -> None:
        self._reports.joins.sets.pop((deletion.organization_id, deletion.report_id), None)
        self._cells.forget(deletion.organization_id, deletion.report_id)
        self._runs.forget(deletion.organization_id, deletion.report_id)

    def remove(self, deletion: Deletion) -> None:
        self._reports.deletions.pop((deletion.organization_id, deletion.report_id), None)
