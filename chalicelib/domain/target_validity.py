"""Target validity: which targets say something about the same figure, and so must not be valid on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.report_target import ReportTarget


@dataclass(frozen=True, slots=True)
class TargetSubject:
    """What a target is about. Money targets of different currencies are of different figures: currencies are never added up."""

    ad_account_id: str | None
    campaign_external_id: str | None
    metric: str
    period_type: str
    currency: str | None


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which one of a subject's targets is valid, both inclusive; without `until`, all from `since` on."""

    target_id: str
    since: date
    until: date | None

    @classmethod
    def of(cls, target: ReportTarget) -> "Validity":
        """The target's."""
        return cls(target.id, target.valid_from, target.valid_to)

    def overlaps(self, other: "Validity") -> bool:
        """Whether there is a day on which both are valid."""
        begins_in_time = other.until is None or self.since <= other.until
        return begins_in_time and (self.until is None or other.since <= self.until)


def subject_of(target: ReportTarget) -> TargetSubject:
    """What the target is about."""
    return TargetSubject(
        target.ad_account_id, target.campaign_external_id, target.metric.value, target.period_type.value, target.target_currency
    )


def overlapping(validity: Validity, others: Iterable[Validity]) -> Validity | None:
    """The first of the other targets' that overlaps it, or None."""
    return next((other for other in others if other.target_id != validity.target_id and validity.overlaps(other)), None)
