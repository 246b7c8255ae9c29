"""Daily metrics in DynamoDB: one compressed item per account and month, and further parts where that is too small.

A month's first part is its truth: it names the version, and how many parts belong to it. Further parts are keyed by version, so
that whoever reads while a month is replaced gets the old one or the new one, and never a mixture.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.adapters import keys, writes
from chalicelib.adapters.dynamodb import Cancelled, Item, Table
from chalicelib.adapters.packed_rows import PART_SIZE, pack, unpack
from chalicelib.adapters.writes import Write
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.errors import Stale, Unavailable
from chalicelib.domain.month_of_metrics import MonthOfMetrics
from chalicelib.domain.period import Period
from chalicelib.usecases.ports.daily_metrics import MonthIsFull

# A transaction may carry 4 MB: this is 2.4, some 125,000 rows at 19 bytes each.
MAX_PARTS = 8
_READS = 4


class DynamoDailyMetrics:
    """The port `DailyMetricsStore` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, organization_id: str, account_ids: Sequence[str], period: Period) -> dict[str, tuple[DailyMetrics, ...]]:
        """The rows of each account within the period: one batch of reads for all of them."""
        wanted = [(account_id, month) for account_id in account_ids for month in period.months()]
        months = self._months(organization_id, wanted)
        return {
            account_id: tuple(row for month in period.months() for row in months[account_id, month].rows if row.day in period)
            for account_id in account_ids
        }

    def read_month(self, organization_id: str, account_id: str, month: str) -> MonthOfMetrics:
        """One month as it is now."""
        return self._months(organization_id, [(account_id, month)])[account_id, month]

    def replace_month(self, account: AdAccount, month: MonthOfMetrics) -> None:
        """Store the month, its parts and the account's next data version in one transaction."""
        parts = pack(month.rows)
        if len(parts) > MAX_PARTS:
            raise MonthIsFull(month.month, MAX_PARTS * PART_SIZE)
        head = self._table.get(keys.month_of_metrics(account.organization_id, account.id, month.month))
        if (int(head["version"]) if head else 0) != month.version:
            raise Stale
        try:
            self._table.transact(
                [self._data_version(account), self._head(account, month, parts), *self._parts(account, month, parts, head)]
            )
        except Cancelled as cancelled:
            if cancelled.only_conflicts or cancelled.failed(0) or cancelled.failed(1):
                raise Stale from cancelled
            raise

    def delete_all(self, organization_id: str, account_id: str) -> None:
        """Remove every row of the account, item by item."""
        for item in self._table.query(keys.ad_account(organization_id, account_id).pk, keys.METRICS):
            self._table.delete(keys.Key(item["pk"], item["sk"]))

    def _months(self, organization_id: str, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], MonthOfMetrics]:
        found: dict[tuple[str, str], MonthOfMetrics] = {}
        for _ in range(_READS):
            missing = [pair for pair in dict.fromkeys(wanted) if pair not in found]
            if not missing:
                return found
            by_key = {keys.month_of_metrics(organization_id, *pair): pair for pair in missing}
            heads = self._by_key(by_key)
            parts = self._by_key(key for head in heads.values() for key in _part_keys(head))
            for key, pair in by_key.items():
                month = _whole(pair[1], heads.get(key), parts)
                if month:
                    found[pair] = month
        raise Unavailable("an ad account's rows, which others keep replacing")

    def _by_key(self, wanted: Iterable[keys.Key]) -> dict[keys.Key, Item]:
        return {keys.Key(item["pk"], item["sk"]): item for item in self._table.batch_get(list(wanted))}

    def _data_version(self, account: AdAccount) -> Write:
        return writes.update(
            keys.ad_account(account.organization_id, account.id),
            "ADD data_version :one, revision :one",
            {":one": 1, ":currency": account.currency},
            condition="currency = :currency",
        )

    def _head(self, account: AdAccount, month: MonthOfMetrics, parts: list[bytes]) -> Write:
        key = keys.month_of_metrics(account.organization_id, account.id, month.month)
        item = key._asdict() | {"version": month.version + 1, "parts": len(parts), "packed": parts[0], **_address(account, month)}
        if month.version == 0:
            return writes.create(item)
        return writes.put_if(item, "version = :expected", {":expected": month.version})

    def _parts(self, account: AdAccount, month: MonthOfMetrics, parts: list[bytes], head: Item | None) -> list[Write]:
        new = _further_keys(_address(account, month), month.version + 1, len(parts))
        puts = [writes.put(key._asdict() | {"packed": part}) for key, part in zip(new, parts[1:], strict=True)]
        return puts + [writes.delete(key) for key in (_part_keys(head) if head else [])]


def _address(account: AdAccount, month: MonthOfMetrics) -> dict[str, str]:
    return {"organization_id": account.organization_id, "account_id": account.id, "month": month.month}


def _further_keys(address: dict[str, Any], version: int, parts: int) -> list[keys.Key]:
    place = (address["organization_id"], address["account_id"], address["month"])
    return [keys.part_of_month(*place, version, part) for part in range(1, parts)]


def _part_keys(head: Item) -> list[keys.Key]:
    return _further_keys(head, int(head["version"]), int(head["parts"]))


def _whole(month: str, head: Item | None, parts: dict[keys.Key, Item]) -> MonthOfMetrics | None:
    """The month, or None where a part is gone: it was replaced between the two reads."""
    if head is None:
        return MonthOfMetrics(month, 0, ())
    further = [parts.get(key) for key in _part_keys(head)]
    if any(part is None for part in further):
        return None
    packed = [bytes(item["packed"]) for item in (head, *further) if item is not None]
    return MonthOfMetrics(month, int(head["version"]), unpack(packed))
