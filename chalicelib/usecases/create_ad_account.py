"""Create an ad account."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.ad_account import AdAccount, Platform
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.ad_accounts import AdAccounts


@dataclass(frozen=True, slots=True)
class NewAdAccount:
    """What a caller says of a new account, already of the right form."""

    account_name: str
    platform: Platform
    external_account_id: str
    currency: str
    timezone: str
    brand_id: str | None = None


@dataclass(frozen=True, slots=True)
class CreateAdAccount:
    """The use case, with what it depends on."""

    accounts: AdAccounts
    authorize_brand: AuthorizeBrand
    clock: Clock
    random: ids.RandomBytes
    resumes: bool = False

    def __call__(self, caller: Caller, wanted: NewAdAccount) -> AdAccount:
        """Make the account; of a caller who is restricted to a brand it is that brand's.

        `Conflict` where the organization has its external id on its platform already; `NotFound` for a brand that can't be seen.
        """
        brand_id = caller.allowed_brand_id if wanted.brand_id is None else wanted.brand_id
        if brand_id is not None:
            self.authorize_brand(caller, brand_id)
        now = self.clock()
        account = AdAccount(
            id=ids.new_id(ids.AD_ACCOUNT, now, self.random),
            organization_id=caller.organization_id,
            account_name=wanted.account_name,
            platform=wanted.platform,
            external_account_id=wanted.external_account_id,
            currency=wanted.currency,
            timezone=wanted.timezone,
            brand_id=brand_id,
            created_at=now,
            updated_at=now,
        )
        return made_once(lambda: self.accounts.get(account.organization_id, account.id), lambda: self._make(account), resumes=self.resumes)

    def _make(self, account: AdAccount) -> AdAccount:
        self.accounts.add(account)
        return account
