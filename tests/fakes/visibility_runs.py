"""Visibility runs in memory: the port `VisibilityRuns`, held to the same contract as the table."""

from collections.abc import Iterable

from chalicelib.domain.visibility_run import VisibilityRun


class FakeVisibilityRuns:
    def __init__(self) -> None:
        self._runs: dict[tuple[str, str], VisibilityRun] = {}

    def record(self, organization_id: str, run: VisibilityRun) -> None:
        self._runs[organization_id, run.report_id] = run

    def before(self, organization_id: str, region_config_id: str, report_id: str, *, limit: int) -> tuple[VisibilityRun, ...]:
        older = [
            run
            for (org, own), run in self._runs.items()
            if org == organization_id and run.region_config_id == region_config_id and own < report_id
        ]
        return tuple(sorted(older, key=lambda run: run.report_id, reverse=True)[:limit])

    def of_reports(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, VisibilityRun]:
        return {own: self._runs[organization_id, own] for own in report_ids if (organization_id, own) in self._runs}

    def forget(self, organization_id: str, report_id: str) -> None:
        self._runs.pop((organization_id, report_id), None)
