"""How report targets are answered."""

from typing import Literal

from chalicelib.domain.report_target import ReportTarget, TargetMetric, TargetPeriod
from chalicelib.doors.call import AnswerModel, Day, Instant


class TargetAnswer(AnswerModel):
    """A report target."""

    object: Literal["report_target"] = "report_target"
    id: str
    metric: TargetMetric
    period_type: TargetPeriod
    target_value: float
    target_currency: str | None
    valid_from: Day
    valid_to: Day | None
    ad_account_id: str | None
    campaign_external_id: str | None
    created_at: Instant
    updated_at: Instant


def target_answer(target: ReportTarget) -> TargetAnswer:
    """A target as it is answered."""
    days = {"valid_from": str(target.valid_from), "valid_to": str(target.valid_to) if target.valid_to else None}
    shown = {name: getattr(target, name) for name in TargetAnswer.model_fields if name not in {"object", *days}}
    return TargetAnswer.model_validate(shown | days | {"target_value": float(target.target_value)})
