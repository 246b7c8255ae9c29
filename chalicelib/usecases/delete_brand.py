"""Delete a brand, with its schedules, region configs, prompts and white label; its ad accounts are unlinked. Reports stay."""

from contextlib import suppress
from dataclasses import dataclass, replace

from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import NotFound, Stale, Unavailable
from chalicelib.usecases.delete_region_config import DeleteRegionConfig
from chalicelib.usecases.delete_scheduled_report import DeleteScheduledReport
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.brands import Brands, HangingFromBrand
from chalicelib.usecases.ports.documents import Documents
from chalicelib.usecases.ports.white_labels import WhiteLabels
from chalicelib.usecases.read_brand import ReadBrand
from chalicelib.usecases.remove_logo import logo_folder

_A_ROUND = 100
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class DeleteBrand:
    """The use case, with what it depends on."""

    brands: Brands
    accounts: AdAccounts
    white_labels: WhiteLabels
    documents: Documents
    read: ReadBrand
    delete_scheduled_report: DeleteScheduledReport
    delete_region_config: DeleteRegionConfig
    clock: Clock

    def __call__(self, caller: Caller, brand_id: str) -> None:
        """Remove the brand; `NotFound` where there is none.

        What hangs from it goes first, piece by piece, and the brand last: what dies between two lines leaves a brand that can be
        deleted again. A call does so much and no more: `Unavailable` where something is left, and the same again goes on.
        """
        for _ in range(_ROUNDS):
            brand = self.read(caller, brand_id)
            hanging = self.brands.hanging_from(brand, limit=_A_ROUND)
            with suppress(Stale):
                if hanging.is_nothing:
                    self._clear_logo(brand)
                    self.brands.remove(brand, joined=hanging.joined)
                    return
                self._clear(caller, brand_id, hanging)
        raise Unavailable("the brand, of which something is left to remove")

    def _clear(self, caller: Caller, brand_id: str, hanging: HangingFromBrand) -> None:
        for account_id in hanging.ad_account_ids:
            self._unlink(caller, account_id, brand_id)
        for config_id in hanging.region_config_ids:
            with suppress(NotFound):
                self.delete_region_config(caller, config_id)
        for schedule_id in hanging.scheduled_report_ids:
            with suppress(NotFound):
                self.delete_scheduled_report(caller, schedule_id)

    def _clear_logo(self, brand: Brand) -> None:
        """No report asks for a file that goes. The white label itself goes with the brand; one that is saved meanwhile keeps both."""
        label = self.white_labels.get(brand.organization_id, brand.id)
        if label.logo is not None:
            self.white_labels.save(replace(label, logo=None))
        self.documents.delete_all(logo_folder(brand.organization_id, brand.id))

    def _unlink(self, caller: Caller, account_id: str, brand_id: str) -> None:
        account = self.accounts.get(caller.organization_id, account_id)
        if account is not None and account.brand_id == brand_id:
            self.accounts.save(replace(account, brand_id=None, updated_at=self.clock()), was=account)
