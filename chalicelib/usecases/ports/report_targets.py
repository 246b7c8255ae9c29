"""Port: where report targets are kept."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget


class ReportTargets(Protocol):
    """Targets of an organization."""

    def valid_within(self, organization_id: str, account_ids: Iterable[str], period: Period) -> tuple[ReportTarget, ...]:
        """The targets valid on some day of the period, of the organization's own scope, of these accounts and of their campaigns; by id."""
        ...
