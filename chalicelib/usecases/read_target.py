"""Read a report target: one that the caller may see."""

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.errors import NotFound
from chalicelib.domain.report_target import ReportTarget
from chalicelib.usecases.ports.report_targets import ReportTargets
from chalicelib.usecases.read_ad_account import ReadAdAccount


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """The use case, with what it depends on."""

    targets: ReportTargets
    read_account: ReadAdAccount

    def __call__(self, caller: Caller, target_id: str) -> ReportTarget:
        """The target as it is now; `NotFound` where the organization has none, `BrandNotAuthorized` where it is not the caller's.

        A caller who is restricted to a brand sees the targets of that brand's ad accounts, and none of the organization's own.
        """
        target = self.targets.get(caller.organization_id, target_id) if ids.is_prefixed(ids.TARGET, target_id) else None
        if target is None:
            raise NotFound("report target")
        if target.ad_account_id is None:
            require_brand(caller, None)
        elif caller.allowed_brand_id is not None:
            self.read_account(caller, target.ad_account_id)
        return target
