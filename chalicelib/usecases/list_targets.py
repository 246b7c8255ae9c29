"""List report targets: those that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.domain.report_target import ReportTarget
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.report_targets import ReportTargets


@dataclass(frozen=True, slots=True)
class ListTargets:
    """The use case, with what it depends on."""

    targets: ReportTargets
    accounts: AdAccounts

    def __call__(self, caller: Caller, ad_account_id: str | None, *, limit: int, after: str | None) -> Listing[ReportTarget]:
        """One page, newest first, of one ad account or of every scope; it may be short while more is to come."""
        page = self.targets.page(caller.organization_id, ad_account_id, limit=limit, after=after)
        if caller.allowed_brand_id is None:
            return page
        named = {target.ad_account_id for target in page.items if target.ad_account_id}
        accounts = self.accounts.get_many(caller.organization_id, named)
        own = {account.id for account in accounts.values() if caller.sees(account.brand_id)}
        return Listing(tuple(target for target in page.items if target.ad_account_id in own), page.after)
