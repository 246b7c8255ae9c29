"""Delete an ad account, and its rows. Reports stay until they are deleted themselves."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Stale, Unavailable
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.daily_metrics import DailyMetricsStore
from chalicelib.usecases.read_ad_account import ReadAdAccount

_RACES = 5


@dataclass(frozen=True, slots=True)
class DeleteAdAccount:
    """The use case, with what it depends on."""

    accounts: AdAccounts
    metrics: DailyMetricsStore
    read: ReadAdAccount

    def __call__(self, caller: Caller, account_id: str) -> None:
        """Remove the account; `NotFound` where there is none.

        Its rows go first: what dies between two lines leaves an account that can be deleted again. They go once more at the
        end, for an import that was under way; one that begins later finds no account to write to.
        """
        for _ in range(_RACES):
            account = self.read(caller, account_id)
            self.metrics.delete_all(caller.organization_id, account_id)
            try:
                self.accounts.remove(account)
            except Stale:
                continue
            self.metrics.delete_all(caller.organization_id, account_id)
            return
        raise Unavailable("the ad account, which others keep changing")
