"""List ad accounts: those that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.ad_accounts import AdAccounts


@dataclass(frozen=True, slots=True)
class ListAdAccounts:
    """The use case, with what it depends on."""

    accounts: AdAccounts

    def __call__(self, caller: Caller, *, limit: int, after: str | None) -> Listing[AdAccount]:
        """One page, newest first; it may be short while more is to come. `after` is an earlier page's `after`."""
        return self.accounts.page(caller.organization_id, brand_id=caller.allowed_brand_id, limit=limit, after=after)
