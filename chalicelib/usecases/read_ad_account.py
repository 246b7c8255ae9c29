"""Read an ad account: one that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.errors import NotFound
from chalicelib.usecases.ports.ad_accounts import AdAccounts


@dataclass(frozen=True, slots=True)
class ReadAdAccount:
    """The use case, with what it depends on."""

    accounts: AdAccounts

    def __call__(self, caller: Caller, account_id: str) -> AdAccount:
        """The account as it is now; `NotFound` where the organization has none, `BrandNotAuthorized` where it is not the caller's."""
        account = self.accounts.get(caller.organization_id, account_id) if ids.is_prefixed(ids.AD_ACCOUNT, account_id) else None
        if account is None:
            raise NotFound("ad account")
        require_brand(caller, account.brand_id)
        return account
