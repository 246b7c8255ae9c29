"""Decisions in DynamoDB: one item each, in their ad account's partition, sorted by the day that they are about."""

from collections.abc import Iterable
from datetime import timedelta

from chalicelib.adapters import keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.domain.decision import Decision
from chalicelib.domain.errors import AlreadyMade
from chalicelib.domain.listing import Listing
from chalicelib.domain.period import Period
from chalicelib.usecases.ports.report_targets import NoSuchAccount

_DAY = timedelta(days=1)


class DynamoDecisions:
    """The port `Decisions` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def within(self, organization_id: str, account_ids: Iterable[str], period: Period) -> tuple[Decision, ...]:
        """The entries about days of the period: one query for each account."""
        found: list[Decision] = []
        for account_id in dict.fromkeys(account_ids):
            first, after = (keys.decision(organization_id, account_id, str(day)) for day in (period.start, period.end + _DAY))
            found += [_decision(item) for item in self._table.between(first.pk, first.sk, after.sk)]
        return tuple(sorted(found, key=lambda decision: (decision.decided_on, decision.id)))

    def add(self, decision: Decision) -> None:
        """Store a new entry, if its account is there."""
        account = writes.present(keys.ad_account(decision.organization_id, decision.ad_account_id))
        self._table.commit([(writes.create(_item(decision)), AlreadyMade), (account, NoSuchAccount)])

    def get(self, decision: Decision) -> Decision | None:
        """The entry as it is stored, or None."""
        item = self._table.get(_key(decision))
        return _decision(item) if item else None

    def page(self, organization_id: str, account_id: str, *, limit: int, after: str | None) -> Listing[Decision]:
        """One page of the log, backwards."""
        pk = keys.ad_account(organization_id, account_id).pk
        found = self._table.newest(pk, keys.DECISION, limit=limit, after=after)
        items = sorted(self._table.batch_get(list(found.items)), key=lambda item: str(item["sk"]), reverse=True)
        return Listing(tuple(map(_decision, items)), found.after)

    def delete_all(self, organization_id: str, account_id: str) -> None:
        """Remove every entry, item by item."""
        for item in self._table.query(keys.ad_account(organization_id, account_id).pk, keys.DECISION):
            self._table.delete(keys.Key(item["pk"], item["sk"]))


def _key(decision: Decision) -> keys.Key:
    return keys.decision(decision.organization_id, decision.ad_account_id, str(decision.decided_on), decision.id)


def _item(decision: Decision) -> Item:
    return to_stored(Decision, decision) | _key(decision)._asdict()


def _decision(item: Item) -> Decision:
    return from_stored(Decision, item)
