"""Request a performance report: the same request twice is one report."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import deduplication, ids
from chalicelib.domain.ad_account import AdAccount, common_brand
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import NotFound, Stale, Unavailable
from chalicelib.domain.performance_report import performance_report
from chalicelib.domain.period import Period
from chalicelib.domain.report import Report, ReportKind, queued
from chalicelib.domain.template import Template, TemplateIdentity
from chalicelib.usecases.end_cell import render_requested
from chalicelib.usecases.find_template import TemplateFinder, wanted_template
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.ad_accounts import AdAccounts
from chalicelib.usecases.ports.renders import RenderQueue
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.timing import Timing
from chalicelib.usecases.wear_white_label import WearWhiteLabel, worn_version

_RACES = 5


@dataclass(frozen=True, slots=True)
class PerformanceReportRequest:
    """What a caller asks for, already of the right form; None takes the template's own."""

    template_key: str
    ad_account_ids: tuple[str, ...]
    period: Period
    title: str | None = None
    sections: tuple[str, ...] | None = None
    template_version: int | None = None


@dataclass(frozen=True, slots=True)
class RequestedReport:
    """The report that answers a request, and whether it was there before."""

    report: Report
    deduplicated: bool


@dataclass(frozen=True, slots=True)
class RequestReport:
    """The use case, with what it depends on."""

    accounts: AdAccounts
    reports: Reports
    renders: RenderQueue
    find_template: TemplateFinder
    wear: WearWhiteLabel
    clock: Clock
    random: ids.RandomBytes
    timing: Timing
    resumes: bool = False

    def __call__(self, caller: Caller, request: PerformanceReportRequest, correlation_id: str) -> RequestedReport:
        """Make the report, or find the one that an equal request made less than ten minutes ago.

        `NotFound` for an account that is not there, and for a template that is unseen or makes visibility reports;
        `BrandNotAuthorized` for an account of a brand that is not the caller's. The report is stored before its message is sent: a
        crash between the two leaves a `pending` report that the next tick sends.
        """
        now = self.clock()
        report_id = ids.new_id(ids.REPORT, now, self.random)
        return made_once(
            lambda: made_before(self.reports, caller.organization_id, report_id),
            lambda: self._make(caller, request, (report_id, now), correlation_id),
            resumes=self.resumes,
        )

    def _make(self, caller: Caller, request: PerformanceReportRequest, made: tuple[str, datetime], correlation_id: str) -> RequestedReport:
        template = wanted_template(
            self.find_template, caller.organization_id, request.template_key, request.template_version, ReportKind.PERFORMANCE
        )
        accounts = self._accounts(caller, request.ad_account_ids)
        title = request.title or default_title(template, request.period)
        sections = request.sections or template.sections
        digest = deduplication.performance_digest(
            organization_id=caller.organization_id,
            key_id=caller.key_id,
            template_key=template.key,
            template_version=template.version,
            period=(request.period.start.isoformat(), request.period.end.isoformat()),
            data_versions={account.id: account.data_version for account in accounts},
            sections=sections,
            title=title,
            white_label=worn_version(self.wear.choose(caller.organization_id, common_brand(accounts))),
        )
        wanted = self._new(made, caller, template, accounts, request.period, title, sections)
        answer = make_or_find(self.reports, wanted, digest)
        if not answer.deduplicated:
            send_to_render(self.renders, self.reports, answer.report, caller.key_id, correlation_id, clock=self.clock, timing=self.timing)
        return answer

    def _accounts(self, caller: Caller, account_ids: tuple[str, ...]) -> list[AdAccount]:
        formed = [account_id for account_id in account_ids if ids.is_prefixed(ids.AD_ACCOUNT, account_id)]
        found = self.accounts.get_many(caller.organization_id, formed) if len(formed) == len(account_ids) else {}
        if any(account_id not in found for account_id in account_ids):
            raise NotFound("ad account", field="ad_account_ids")
        for account in found.values():
            require_brand(caller, account.brand_id)
        return [found[account_id] for account_id in account_ids]

    def _new(
        self,
        made: tuple[str, datetime],
        caller: Caller,
        template: Template,
        accounts: list[AdAccount],
        period: Period,
        title: str,
        sections: tuple[str, ...],
    ) -> Report:
        report_id, now = made
        return performance_report(
            report_id,
            caller,
            template=TemplateIdentity(template.id, template.key, template.version, template.name),
            sections=sections,
            requires_review=template.requires_review,
            accounts=accounts,
            period=period,
            title=title,
            now=now,
            look_again=self.timing.resend_after,
        )


def send_to_render(
    renders: RenderQueue, reports: Reports, report: Report, by: str, correlation_id: str, *, clock: Clock, timing: Timing
) -> None:
    """Send a pending report on its way. From here on a failure loses nothing: a tick sends what is still `pending`."""
    with suppress(Unavailable, Stale):
        renders.send(render_requested(report, correlation_id))
        reports.save(queued(report, clock(), by, timing.requeue_after))


def made_before(reports: Reports, organization_id: str, report_id: str) -> RequestedReport | None:
    """The report that an earlier attempt at the same request made, or None. What it could not send, a tick has sent or will."""
    report = reports.get(organization_id, report_id)
    return RequestedReport(report, deduplicated=False) if report else None


def make_or_find(reports: Reports, wanted: Report, digest: str) -> RequestedReport:
    """Store the report, or find the one that an equal request made less than ten minutes ago."""
    for _ in range(_RACES):
        pointed_at = reports.pointed_at(wanted.organization_id, digest)
        existing = reports.get(wanted.organization_id, pointed_at) if pointed_at else None
        if existing and deduplication.still_answers(existing, wanted.created_at):
            return RequestedReport(existing, deduplicated=existing.id != wanted.id)
        try:
            reports.add(wanted, digest, in_place_of=pointed_at)
        except Stale:
            continue
        return RequestedReport(wanted, deduplicated=False)
    raise Unavailable("the report, which others keep asking for")


def default_title(template: Template, period: Period) -> str:
    """`Weekly Check-In (2026-04-15 – 2026-04-21)`."""
    return f"{template.name} ({period.start} – {period.end})"
