"""List decisions: an ad account's log, the latest day first."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.decision import Decision
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.decisions import Decisions
from chalicelib.usecases.read_ad_account import ReadAdAccount


@dataclass(frozen=True, slots=True)
class ListDecisions:
    """The use case, with what it depends on."""

    decisions: Decisions
    read_account: ReadAdAccount

    def __call__(self, caller: Caller, account_id: str, *, limit: int, after: str | None) -> Listing[Decision]:
        """One page; `NotFound` and `BrandNotAuthorized` as for the account."""
        account = self.read_account(caller, account_id)
        return self.decisions.page(account.organization_id, account.id, limit=limit, after=after)
