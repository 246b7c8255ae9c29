"""Cells in memory: the port `Cells`, held to the same contract as the table."""

from collections.abc import Iterable

from chalicelib.domain.cell import CellWork, still_mine
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.errors import Stale


class FakeCells:
    def __init__(self) -> None:
        self._work: dict[tuple[str, str, int], CellWork] = {}
        self._results: dict[tuple[str, str, int], CellResult] = {}

    def work(self, organization_id: str, report_id: str, numbers: Iterable[int]) -> dict[int, CellWork]:
        found = {number: self._work.get((organization_id, report_id, number)) for number in numbers}
        return {number: work for number, work in found.items() if work is not None}

    def hold(self, organization_id: str, work: CellWork, *, was: CellWork | None) -> None:
        self._store(organization_id, work, was)
        self._results.pop((organization_id, work.report_id, work.number), None)

    def close(self, organization_id: str, work: CellWork, result: CellResult, *, was: CellWork | None) -> None:
        self._store(organization_id, work, was)
        self._results[organization_id, work.report_id, work.number] = result

    def results(self, organization_id: str, report_id: str) -> tuple[CellResult, ...]:
        own = sorted((key for key in self._results if key[:2] == (organization_id, report_id)), key=lambda key: key[2])
        return tuple(self._results[key] for key in own)

    def forget(self, organization_id: str, report_id: str) -> None:
        for kept in (self._work, self._results):
            for key in [key for key in kept if key[:2] == (organization_id, report_id)]:
                del kept[key]

    def _store(self, organization_id: str, work: CellWork, was: CellWork | None) -> None:
        key = (organization_id, work.report_id, work.number)
        stored = self._work.get(key)
        if (stored is None) != (was is None) or (stored is not None and was is not None and not still_mine(stored, was)):
            raise Stale
        self._work[key] = work
