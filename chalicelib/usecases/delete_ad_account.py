"""Delete an ad account, with its rows, targets and decisions. Reports stay until they are deleted themselves."""

from dataclasses import dataclass

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Stale, Unavailable
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.daily_metrics import DailyMetricsStore
from chalicelib.usecases.ports.decisions import Decisions
from chalicelib.usecases.ports.report_targets import ReportTargets
from chalicelib.usecases.read_ad_account import ReadAdAccount

_RACES = 5


@dataclass(frozen=True, slots=True)
class DeleteAdAccount:
    """The use case, with what it depends on."""

    accounts: AdAccounts
    metrics: DailyMetricsStore
    targets: ReportTargets
    decisions: Decisions
    read: ReadAdAccount

    def __call__(self, caller: Caller, account_id: str) -> None:
        """Remove the account; `NotFound` where there is none.

        What it has goes first: what dies between two lines leaves an account that can be deleted again. It goes once more at the
        end, for an import that was under way; whatever begins later finds no account to write to.
        """
        for _ in range(_RACES):
            account = self.read(caller, account_id)
            self._clear(account)
            try:
                self.accounts.remove(account)
            except Stale:
                continue
            self._clear(account)
            return
        raise Unavailable("the ad account, which others keep changing")

    def _clear(self, account: AdAccount) -> None:
        self.metrics.delete_all(account.organization_id, account.id)
        self.targets.delete_all(account.organization_id, account.id)
        self.decisions.delete_all(account.organization_id, account.id)
