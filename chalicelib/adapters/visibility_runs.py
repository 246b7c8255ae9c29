"""Visibility runs in DynamoDB: one item beside each measured report, listed by region config.

Its prompts are compressed: fifty of them may be 400 KB of text, and a trend reads dozens of runs.
"""

import zlib
from collections.abc import Iterable

from chalicelib.adapters import keys
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.packing import from_json, from_stored, to_json, to_stored
from chalicelib.domain.visibility_run import PromptRun, VisibilityRun

_PROMPTS = "by_prompt"


class DynamoVisibilityRuns:
    """The port `VisibilityRuns` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def record(self, organization_id: str, run: VisibilityRun) -> None:
        """Store the run of a report."""
        listed = {"list_pk": keys.visibility_runs_listed(organization_id, run.region_config_id), "list_sk": run.report_id}
        packed = {_PROMPTS: zlib.compress(to_json(tuple[PromptRun, ...], run.by_prompt))}
        self._table.put(to_stored(VisibilityRun, run) | packed | keys.visibility_run(organization_id, run.report_id)._asdict() | listed)

    def before(self, organization_id: str, region_config_id: str, report_id: str, *, limit: int) -> tuple[VisibilityRun, ...]:
        """The newest runs of a region config that are older than a report: report ids sort by age."""
        read = self._table.listed(keys.visibility_runs_listed(organization_id, region_config_id), limit=limit, after=report_id)
        return tuple(map(_run, read.items))

    def of_reports(self, organization_id: str, report_ids: Iterable[str]) -> dict[str, VisibilityRun]:
        """The runs of these reports, by report."""
        items = self._table.batch_get([keys.visibility_run(organization_id, report_id) for report_id in dict.fromkeys(report_ids)])
        return {item["report_id"]: _run(item) for item in items}


def _run(item: Item) -> VisibilityRun:
    prompts = from_json(tuple[PromptRun, ...], zlib.decompress(bytes(item[_PROMPTS])))
    return from_stored(VisibilityRun, item | {_PROMPTS: prompts})
