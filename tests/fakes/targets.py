"""Targets written by hand, for tests whose arithmetic is done in the test."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from chalicelib.domain.report_target import ReportTarget, TargetMetric, TargetPeriod

AT = datetime(2026, 1, 1, tzinfo=UTC)


def target(metric: str, value: float | str, period: str = "weekly", **changes: Any) -> ReportTarget:
    """An organization's target, in euro where it is money, valid from 1 January 2026 on; `changes` replace fields."""
    kind = TargetMetric(metric)
    made = ReportTarget(
        id="ad_rtgt_1",
        organization_id="org",
        metric=kind,
        period_type=TargetPeriod(period),
        target_value=Decimal(str(value)),
        target_currency="EUR" if kind.is_money else None,
        valid_from=date(2026, 1, 1),
        valid_to=None,
        ad_account_id=None,
        campaign_external_id=None,
        created_at=AT,
        updated_at=AT,
    )
    return replace(made, **changes)
