"""Update an ad account: what is named changes, the rest stays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.ad_account import AdAccount
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Conflict, Stale, Unavailable
from chalicelib.usecases.authorize_brand import AuthorizeBrand
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.read_ad_account import ReadAdAccount

_RACES = 5


@dataclass(frozen=True, slots=True)
class UpdateAdAccount:
    """The use case, with what it depends on."""

    accounts: AdAccounts
    read: ReadAdAccount
    authorize_brand: AuthorizeBrand
    clock: Clock

    def __call__(self, caller: Caller, account_id: str, changes: Mapping[str, Any]) -> AdAccount:
        """The account with these fields changed; nothing is written where nothing changes.

        `Conflict` for another currency once rows are stored, whose money is in the old one, and for an external id that is taken.
        """
        for _ in range(_RACES):
            account = self.read(caller, account_id)
            self._require_brand(caller, changes)
            changed = replace(account, **changes)
            if changed == account:
                return account
            if changed.currency != account.currency and account.data_version:
                raise Conflict("The currency of an ad account with rows can't change", {"reason": "has_rows"})
            try:
                return self.accounts.save(replace(changed, updated_at=self.clock()), was=account)
            except Stale:
                continue
        raise Unavailable("the ad account, which others keep changing")

    def _require_brand(self, caller: Caller, changes: Mapping[str, Any]) -> None:
        """Another brand, or none, is only for who may see it."""
        if changes.get("brand_id") is not None:
            self.authorize_brand(caller, changes["brand_id"])
        elif "brand_id" in changes:
            require_brand(caller, None)
