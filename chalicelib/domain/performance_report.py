"""Performance report: a report of what ad accounts came to in a period. It begins as a wish, with nothing read yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.domain.ad_account import AccountIdentity, AdAccount, common_brand
from chalicelib.domain.caller import Caller
from chalicelib.domain.period import Period
from chalicelib.domain.report import Report, ReportKind, ReportStatus, Transition
from chalicelib.domain.template import TemplateIdentity


def performance_report(
    report_id: str,
    caller: Caller,
    *,
    template: TemplateIdentity,
    sections: tuple[str, ...],
    requires_review: bool,
    accounts: Sequence[AdAccount],
    period: Period,
    title: str,
    now: datetime,
    look_again: timedelta,
    supersedes: str | None = None,
) -> Report:
    """A new report that the caller asks for now; somebody looks after it in `look_again`, if nothing has happened until then."""
    return Report(
        id=report_id,
        organization_id=caller.organization_id,
        kind=ReportKind.PERFORMANCE,
        title=title,
        template=template,
        sections=sections,
        requires_review=requires_review,
        period=period,
        accounts=tuple(AccountIdentity.of(account) for account in accounts),
        status=ReportStatus.PENDING,
        transitions=(Transition(ReportStatus.PENDING, now, caller.key_id),),
        created_via=caller.via,
        created_by=caller.key_id,
        created_at=now,
        updated_at=now,
        attention_at=now + look_again,
        accounts_brand_id=common_brand(accounts),
        supersedes=supersedes,
    )
