"""Ad accounts in memory: the port `AdAccounts`, held to the same contract as the table."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.errors import AlreadyMade, Stale
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.ad_accounts import ExternalIdTaken
from tests.fakes.brands import ACCOUNT, FakeBrands


class FakeAdAccounts:
    def __init__(self, brands: FakeBrands | None = None) -> None:
        """Without brands, none can be linked."""
        self._brands = FakeBrands() if brands is None else brands
        self._accounts: dict[tuple[str, str], AdAccount] = {}

    def __len__(self) -> int:
        return len(self._accounts)

    def add(self, account: AdAccount) -> None:
        if self.get(account.organization_id, account.id) is not None:
            raise AlreadyMade
        self._require_free(account)
        self._join(account)
        self._accounts[account.organization_id, account.id] = account

    def get(self, organization_id: str, account_id: str) -> AdAccount | None:
        return self._accounts.get((organization_id, account_id))

    def get_many(self, organization_id: str, account_ids: Iterable[str]) -> dict[str, AdAccount]:
        found = {account_id: self.get(organization_id, account_id) for account_id in account_ids}
        return {account_id: account for account_id, account in found.items() if account}

    def save(self, account: AdAccount, *, was: AdAccount) -> AdAccount:
        self._require_current(was)
        self._require_free(account)
        if account.brand_id != was.brand_id:
            self._join(account)
            self._leave(was)
        saved = replace(account, revision=was.revision + 1)
        self._accounts[account.organization_id, account.id] = saved
        return saved

    def remove(self, account: AdAccount) -> None:
        self._require_current(account)
        self._leave(account)
        del self._accounts[account.organization_id, account.id]

    def page(self, organization_id: str, *, brand_id: str | None = None, limit: int, after: str | None) -> Listing[AdAccount]:
        own = [account for (org, _), account in self._accounts.items() if org == organization_id]
        ids = sorted((account.id for account in own if brand_id in (None, account.brand_id)), reverse=True)
        rest = [self._accounts[organization_id, account_id] for account_id in ids if after is None or account_id < after]
        return Listing(tuple(rest[:limit]), rest[limit - 1].id if len(rest) > limit else None)

    def _join(self, account: AdAccount) -> None:
        if account.brand_id:
            self._brands.join(account.organization_id, account.brand_id, ACCOUNT, account.id)

    def _leave(self, account: AdAccount) -> None:
        if account.brand_id:
            self._brands.leave(account.organization_id, account.brand_id, ACCOUNT, account.id)

    def _require_current(self, account: AdAccount) -> None:
        stored = self.get(account.organization_id, account.id)
        if stored is None or stored.revision != account.revision:
            raise Stale

    def _require_free(self, account: AdAccount) -> None:
        wanted = (account.organization_id, account.platform, account.external_account_id)
        if any(
            (other.organization_id, other.platform, other.external_account_id) == wanted
            for other in self._accounts.values()
            if other.id != account.id
        ):
            raise ExternalIdTaken
