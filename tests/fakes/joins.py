"""Joins in memory: the port `Joins`, held to the same contract as the table."""

from collections.abc import Iterable


class FakeJoins:
    def __init__(self) -> None:
        self.sets: dict[tuple[str, str], set[int]] = {}

    def open_cells(self, organization_id: str, report_id: str) -> frozenset[int]:
        return frozenset(self.sets.get((organization_id, report_id), ()))

    def open_counts(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, int]:
        return {report_id: len(self.open_cells(organization_id, report_id)) for report_id in report_ids}

    def leave(self, organization_id: str, report_id: str, number: int) -> frozenset[int]:
        self.sets.get((organization_id, report_id), set()).discard(number)
        return self.open_cells(organization_id, report_id)
