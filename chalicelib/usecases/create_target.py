"""Create a report target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Fault, InvalidBody, NotFound
from chalicelib.domain.report_target import ReportTarget, TargetMetric, TargetPeriod
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.report_targets import NoSuchAccount, ReportTargets
from chalicelib.usecases.read_ad_account import ReadAdAccount
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class NewTarget:
    """What a caller says of a new target, already of the right form."""

    metric: TargetMetric
    period_type: TargetPeriod
    target_value: Decimal
    target_currency: str | None
    valid_from: date
    valid_to: date | None = None
    ad_account_id: str | None = None
    campaign_external_id: str | None = None


@dataclass(frozen=True, slots=True)
class CreateTarget:
    """The use case, with what it depends on."""

    targets: ReportTargets
    read_account: ReadAdAccount
    clock: Clock
    random: ids.RandomBytes
    resumes: bool = False

    def __call__(self, caller: Caller, wanted: NewTarget) -> ReportTarget:
        """Make the target.

        `NotFound` for an ad account that is not there, `BrandNotAuthorized` for a scope that the caller may not see, `InvalidBody` for
        money in another currency than the account's, `TargetOverlaps` where a target of the same subject is valid on one of its days.
        """
        now = self.clock()
        target = ReportTarget(
            id=ids.new_id(ids.TARGET, now, self.random),
            organization_id=caller.organization_id,
            metric=wanted.metric,
            period_type=wanted.period_type,
            target_value=wanted.target_value,
            target_currency=wanted.target_currency,
            valid_from=wanted.valid_from,
            valid_to=wanted.valid_to,
            ad_account_id=wanted.ad_account_id,
            campaign_external_id=wanted.campaign_external_id,
            created_at=now,
            updated_at=now,
        )
        return made_once(
            lambda: self.targets.get(target.organization_id, target.id), lambda: self._make(caller, target), resumes=self.resumes
        )

    def _make(self, caller: Caller, target: ReportTarget) -> ReportTarget:
        self._require_scope(caller, target)
        settled(lambda: self.targets.add(target), "the report targets")
        return target

    def _require_scope(self, caller: Caller, target: ReportTarget) -> None:
        if target.ad_account_id is None:
            require_brand(caller, None)
            return
        try:
            account = self.read_account(caller, target.ad_account_id)
        except NotFound:
            raise NoSuchAccount from None
        if target.target_currency not in (None, account.currency):
            message = f"The ad account is in {account.currency}"
            raise InvalidBody((Fault(("body", "target_currency"), message, "currency_of_account"),))
