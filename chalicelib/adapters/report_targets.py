"""Report targets in DynamoDB: each beside its ad account (or among the organization's own), with a pointer by its id.

What keeps two targets of one subject from being valid on one day is one item a subject, which holds the days of them all: every write of
a target is one transaction with it, on condition of its revision.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.adapters import keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.writes import Write
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.period import Period
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.target_validity import Validity, overlapping
from chalicelib.usecases.ports.report_targets import MOST_OF_A_SUBJECT, NoSuchAccount, TargetOverlaps, TooManyTargets

type _Guarded = tuple[Write, type[Exception]]


class DynamoReportTargets:
    """The port `ReportTargets` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def valid_within(self, organization_id: str, account_ids: Iterable[str], period: Period) -> tuple[ReportTarget, ...]:
        """The targets that are valid then: one query for the organization's own, and one for each account."""
        wanted = Validity("", period.start, period.end)
        owners = (None, *dict.fromkeys(account_ids))
        stored = (target for owner in owners for target in self._of(organization_id, owner))
        return tuple(sorted((target for target in stored if Validity.of(target).overlaps(wanted)), key=lambda target: target.id))

    def add(self, target: ReportTarget) -> None:
        """Store a new target, its pointer and its days."""
        pointer = _pointer_key(target)._asdict() | {"ad_account_id": target.ad_account_id}
        account = [writes.present(keys.ad_account(target.organization_id, target.ad_account_id))] if target.ad_account_id else []
        self._table.commit(
            [
                (writes.create(pointer), AlreadyMade),
                (writes.create(_item(target)), AlreadyMade),
                *[(check, NoSuchAccount) for check in account],
                self._days(target, Validity.of(target)),
            ]
        )

    def get(self, organization_id: str, target_id: str) -> ReportTarget | None:
        """The target, by its pointer, or None."""
        pointer = self._table.get(keys.target_by_id(organization_id, target_id))
        item = self._table.get(keys.target(organization_id, pointer.get("ad_account_id"), target_id)) if pointer else None
        return from_stored(ReportTarget, item) if item else None

    def save(self, target: ReportTarget) -> ReportTarget:
        """Store the next state of the target, and its days."""
        saved = replace(target, revision=target.revision + 1)
        self._table.commit([(writes.replace(_item(saved), target.revision), Stale), self._days(saved, Validity.of(saved))])
        return saved

    def remove(self, target: ReportTarget) -> None:
        """Remove the target, its pointer and its days."""
        remove = writes.delete_if(_key(target), "revision = :expected", {":expected": target.revision})
        self._table.commit([(remove, Stale), (writes.delete(_pointer_key(target)), Stale), self._days(target, None)])

    def page(self, organization_id: str, ad_account_id: str | None, *, limit: int, after: str | None) -> Listing[ReportTarget]:
        """One page, newest first: of one account from its partition, of all from the listing."""
        if ad_account_id is None:
            read = self._table.listed(keys.targets_listed(organization_id), limit=limit, after=after)
            return Listing(tuple(from_stored(ReportTarget, item) for item in read.items), read.after)
        pk = keys.targets_of(organization_id, ad_account_id)
        found = self._table.newest(pk, keys.TARGET, limit=limit, after=f"{keys.TARGET}{after}" if after else None)
        items = sorted(self._table.batch_get(list(found.items)), key=lambda item: str(item["id"]), reverse=True)
        return Listing(
            tuple(from_stored(ReportTarget, item) for item in items), found.after.removeprefix(keys.TARGET) if found.after else None
        )

    def delete_all(self, organization_id: str, account_id: str) -> None:
        """Remove each target's pointer, then the target, then the days."""
        for target in self._of(organization_id, account_id):
            self._table.delete(_pointer_key(target))
            self._table.delete(_key(target))
        for item in self._table.query(keys.targets_of(organization_id, account_id), keys.VALIDITY):
            self._table.delete(keys.Key(item["pk"], item["sk"]))

    def _of(self, organization_id: str, account_id: str | None) -> Iterable[ReportTarget]:
        items = self._table.query(keys.targets_of(organization_id, account_id), keys.TARGET)
        return [from_stored(ReportTarget, item) for item in items]

    def _days(self, target: ReportTarget, validity: Validity | None) -> _Guarded:
        """The days of the target's subject with its own in their place, or without them (None); what overlaps is refused here."""
        key = _days_key(target)
        stored = self._table.get(key)
        others = [other for other in _validities(stored) if other.target_id != target.id]
        if validity is not None:
            overlap = overlapping(validity, others)
            if overlap is not None:
                raise TargetOverlaps(overlap.target_id)
            if len(others) >= MOST_OF_A_SUBJECT:
                raise TooManyTargets
        valid = [to_stored(Validity, own) for own in (*others, *([validity] if validity else []))]
        revision = int(stored["revision"]) if stored else 0
        item = key._asdict() | {"valid": valid, "revision": revision + 1}
        return (writes.replace(item, revision) if stored else writes.create(item)), Stale


def _validities(stored: Item | None) -> list[Validity]:
    return [from_stored(Validity, own) for own in (stored or {}).get("valid", [])]


def _key(target: ReportTarget) -> keys.Key:
    return keys.target(target.organization_id, target.ad_account_id, target.id)


def _pointer_key(target: ReportTarget) -> keys.Key:
    return keys.target_by_id(target.organization_id, target.id)


def _days_key(target: ReportTarget) -> keys.Key:
    about = (target.metric.value, target.period_type.value, target.target_currency or "", target.campaign_external_id or "")
    return keys.target_validity(target.organization_id, target.ad_account_id, "#".join(about))


def _item(target: ReportTarget) -> Item:
    listed = {"list_pk": keys.targets_listed(target.organization_id), "list_sk": target.id}
    return to_stored(ReportTarget, target) | _key(target)._asdict() | listed
