"""Request a visibility report: one region config, asked once, now, outside of any schedule."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain import deduplication, ids
from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller, require_brand
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Conflict, NotFound, Unavailable
from chalicelib.domain.question_sheet import Look, question_sheet
from chalicelib.domain.region_config import NothingToAsk, RegionConfig
from chalicelib.domain.report import Report
from chalicelib.domain.scheduled_report import DEFAULT_TEMPLATE_KEY
from chalicelib.domain.template import Template
from chalicelib.domain.visibility_report import Origin, visibility_report
from chalicelib.messages import AnswerRequested
from chalicelib.usecases.dispatch_execution import send_questions
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.brands import Brands
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.ports.question_sheets import QuestionSheets
from chalicelib.usecases.ports.queues import Queue
from chalicelib.usecases.ports.region_configs import RegionConfigs
from chalicelib.usecases.ports.reports import Reports
from chalicelib.usecases.request_report import RequestedReport, made_before, make_or_find
from chalicelib.usecases.timing import AskTiming
from chalicelib.usecases.unheard import unheard
from chalicelib.usecases.wear_white_label import WearWhiteLabel, worn_version


@dataclass(frozen=True, slots=True)
class RequestVisibilityReport:
    """The use case, with what it depends on. `told` hears of a report that ends as it is made: it has nothing to ask."""

    region_configs: RegionConfigs
    prompts: Prompts
    brands: Brands
    reports: Reports
    sheets: QuestionSheets
    questions: Queue[AnswerRequested]
    find_template: Callable[[str, str, int | None], Template]
    wear: WearWhiteLabel
    clock: Clock
    random: ids.RandomBytes
    ask_timing: AskTiming
    resumes: bool = False
    told: Callable[[Report], None] = unheard

    def __call__(self, caller: Caller, region_config_id: str, title: str | None, correlation_id: str) -> RequestedReport:
        """Make the report, or find the one that an equal request made less than ten minutes ago.

        `NotFound` for a config that is not there, `BrandNotAuthorized` for another brand's; `Conflict` where none of its prompts is
        enabled, and then nothing is made.
        """
        now = self.clock()
        report_id = ids.new_id(ids.REPORT, now, self.random)
        return made_once(
            lambda: made_before(self.reports, caller.organization_id, report_id),
            lambda: self._make(caller, region_config_id, title, (report_id, now), correlation_id),
            resumes=self.resumes,
        )

    def _make(
        self, caller: Caller, region_config_id: str, title: str | None, made: tuple[str, datetime], correlation_id: str
    ) -> RequestedReport:
        config = self.region_configs.get(caller.organization_id, region_config_id) if ids.is_uuid(region_config_id) else None
        brand = self.brands.get(caller.organization_id, config.brand_id) if config else None
        if config is None or brand is None:
            raise NotFound("region config", field="region_config_id")
        require_brand(caller, brand.id)
        if not config.prompts_count:
            reason = NothingToAsk.NO_ENABLED_PROMPTS
            raise Conflict("The region config has no enabled prompt", {"reason": reason.value})
        digest = _digest(caller, config, brand, title, worn_version(self.wear.choose(caller.organization_id, brand.id)))
        wanted = self._new(made, caller, config, brand, title)
        requested = make_or_find(self.reports, wanted, digest)
        if requested.deduplicated:
            self._discard_sheet(wanted)
        elif requested.report.is_final:
            self.told(requested.report)
        else:
            self._send(requested.report, correlation_id)
        return requested

    def _new(self, made: tuple[str, datetime], caller: Caller, config: RegionConfig, brand: Brand, title: str | None) -> Report:
        report_id, now = made
        look = Look.of(self.find_template(caller.organization_id, DEFAULT_TEMPLATE_KEY, None), title=title)
        sheet = question_sheet(brand, config, self.prompts.of_config(caller.organization_id, config.id), look)
        key = self.sheets.freeze(caller.organization_id, report_id, sheet)
        origin = Origin(caller.organization_id, caller.via, caller.key_id, day=now.date(), at=now)
        return visibility_report(report_id, origin, sheet, key, now, self.ask_timing.look_again)

    def _discard_sheet(self, wanted: Report) -> None:
        """No report asks by the sheet: the one that was found has its own."""
        if wanted.subject is not None:
            with suppress(Unavailable):
                self.sheets.discard(wanted.subject.sheet_key)

    def _send(self, report: Report, correlation_id: str) -> None:
        """Send its questions. From here on a failure loses nothing: the sweep sends the cells that nobody claimed."""
        if report.subject is not None and report.is_asking:
            with suppress(Unavailable):
                send_questions(self.questions, report, frozenset(range(report.subject.cells)), correlation_id)


def _digest(caller: Caller, config: RegionConfig, brand: Brand, title: str | None, white_label: tuple[str | None, int] | None) -> str:
    return deduplication.visibility_digest(
        organization_id=caller.organization_id,
        key_id=caller.key_id,
        config=config,
        brand=(brand.id, brand.revision),
        title=title,
        white_label=white_label,
    )
