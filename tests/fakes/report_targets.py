"""Report targets in memory: the port `ReportTargets`, held to the same contract as the table."""

from collections.abc import Iterable
from dataclasses import replace
from threading import Lock

from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.target_validity import Validity, overlapping, subject_of
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.report_targets import MOST_OF_A_SUBJECT, NoSuchAccount, TargetOverlaps, TooManyTargets


class FakeReportTargets:
    def __init__(self, accounts: AdAccounts) -> None:
        self._accounts = accounts
        self._targets: dict[tuple[str, str], ReportTarget] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._targets)

    def valid_within(self, organization_id: str, account_ids: Iterable[str], period: Period) -> tuple[ReportTarget, ...]:
        wanted, owners = Validity("", period.start, period.end), {None, *account_ids}
        found = (one for one in self._of(organization_id) if one.ad_account_id in owners and Validity.of(one).overlaps(wanted))
        return tuple(sorted(found, key=lambda one: one.id))

    def add(self, target: ReportTarget) -> None:
        with self._lock:
            if self.get(target.organization_id, target.id) is not None:
                raise AlreadyMade
            if target.ad_account_id is not None and self._accounts.get(target.organization_id, target.ad_account_id) is None:
                raise NoSuchAccount
            self._require_days(target)
            self._targets[target.organization_id, target.id] = target

    def get(self, organization_id: str, target_id: str) -> ReportTarget | None:
        return self._targets.get((organization_id, target_id))

    def save(self, target: ReportTarget) -> ReportTarget:
        with self._lock:
            self._require_days(target)
            self._require_current(target)
            saved = replace(target, revision=target.revision + 1)
            self._targets[target.organization_id, target.id] = saved
            return saved

    def remove(self, target: ReportTarget) -> None:
        with self._lock:
            self._require_current(target)
            del self._targets[target.organization_id, target.id]

    def page(self, organization_id: str, ad_account_id: str | None, *, limit: int, after: str | None) -> Listing[ReportTarget]:
        shown = sorted(
            (one for one in self._of(organization_id) if ad_account_id in (None, one.ad_account_id)), key=lambda one: one.id, reverse=True
        )
        rest = [one for one in shown if after is None or one.id < after]
        return Listing(tuple(rest[:limit]), rest[limit - 1].id if len(rest) > limit else None)

    def delete_all(self, organization_id: str, account_id: str) -> None:
        for target in self._of(organization_id):
            if target.ad_account_id == account_id:
                del self._targets[organization_id, target.id]

    def _of(self, organization_id: str) -> list[ReportTarget]:
        return [target for (org, _), target in self._targets.items() if org == organization_id]

    def _require_current(self, target: ReportTarget) -> None:
        stored = self.get(target.organization_id, target.id)
        if stored is None or stored.revision != target.revision:
            raise Stale

    def _require_days(self, target: ReportTarget) -> None:
        same = [one for one in self._of(target.organization_id) if subject_of(one) == subject_of(target) and one.id != target.id]
        overlap = overlapping(Validity.of(target), map(Validity.of, same))
        if overlap is not None:
            raise TargetOverlaps(overlap.target_id)
        if len(same) >= MOST_OF_A_SUBJECT:
            raise TooManyTargets
