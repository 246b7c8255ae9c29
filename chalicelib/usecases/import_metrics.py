"""Import daily metrics: the good rows are stored, the others refused one by one with a reason. The same rows again change nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.errors import Stale, Unavailable
from chalicelib.domain.month_of_metrics import by_month
from chalicelib.domain.row_judgement import Judgement, RawRow, Refusal, judge_all
from chalicelib.usecases.ports.daily_metrics import DailyMetricsStore
from chalicelib.usecases.read_ad_account import ReadAdAccount

_RACES = 8


@dataclass(frozen=True, slots=True)
class MetricsImport:
    """What became of the rows. `unchanged` were stored already, to the last figure."""

    read: int
    stored: int
    unchanged: int
    refused: tuple[Refusal, ...]
    days: int
    campaigns: int


@dataclass(frozen=True, slots=True)
class ImportMetrics:
    """The use case, with what it depends on."""

    metrics: DailyMetricsStore
    read_account: ReadAdAccount

    def __call__(self, caller: Caller, account_id: str, rows: Sequence[RawRow]) -> MetricsImport:
        """Judge the rows, and store each month that they change; `NotFound` where the caller has no such account.

        A crash in the middle leaves whole months stored and others not; the same import again finishes the work.
        """
        account = self.read_account(caller, account_id)
        judgement = judge_all(rows, account.currency)
        changed = sum(self._store(caller, account, month, good) for month, good in by_month(judgement.accepted).items())
        return _summary(len(rows), judgement, changed)

    def _store(self, caller: Caller, account: AdAccount, month: str, rows: list[DailyMetrics]) -> int:
        """How many of the rows changed the month."""
        for _ in range(_RACES):
            stored = self.metrics.read_month(account.organization_id, account.id, month)
            known = frozenset(stored.rows)
            new = [row for row in rows if row not in known]
            if not new:
                return 0
            try:
                self.metrics.replace_month(account, stored.with_rows(new))
            except Stale:
                self._require_same_currency(caller, account)
                continue
            return len(new)
        raise Unavailable("the ad account, whose rows others keep changing")

    def _require_same_currency(self, caller: Caller, account: AdAccount) -> None:
        """The rows were judged in the account's currency; one that changed meanwhile asks for another judgement."""
        if self.read_account(caller, account.id).currency != account.currency:
            raise Unavailable("the ad account, whose currency was changed")


def _summary(read: int, judgement: Judgement, changed: int) -> MetricsImport:
    accepted = judgement.accepted
    return MetricsImport(
        read=read,
        stored=changed,
        unchanged=len(accepted) - changed,
        refused=judgement.refused,
        days=len({row.day for row in accepted}),
        campaigns=len({row.campaign_id for row in accepted}),
    )
