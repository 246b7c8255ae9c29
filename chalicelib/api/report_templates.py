"""Report templates and sections: what a report can be made of."""

from typing import Annotated, Literal

from pydantic import Field

from chalicelib import sections, wiring
from chalicelib.api import listing
from chalicelib.api.call import AnswerModel, Call, Instant, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.api.routing import Routes
from chalicelib.domain.report import ReportKind
from chalicelib.domain.template import Template

routes = Routes("Report templates", "What a report can be made of: templates, and the sections that they name.")


class TemplateAnswer(AnswerModel):
    """One version of a report template."""

    object: Literal["report_template"] = "report_template"
    id: str
    key: str
    version: int
    name: str
    description: str
    is_system: bool
    default_period_days: int
    sections: list[str]
    requires_review: bool
    created_at: Instant


class SectionAnswer(AnswerModel):
    """A section that a template or a request can name."""

    object: Literal["report_section"] = "report_section"
    key: str
    kind: ReportKind
    name: str
    description: str


class TemplatesQuery(ListQuery):
    """Whether the templates that come with the service are shown."""

    include_system: bool = True


class TemplateQuery(RequestModel):
    """Which version; default the active one."""

    version: Annotated[int, Field(ge=1)] | None = None


@routes.get("/v1/report-templates", scope="read:templates", query=TemplatesQuery, answers={200: listing.ListAnswer[TemplateAnswer]})
def list_templates(call: Call[None, TemplatesQuery]) -> Reply:
    """The templates that a report can be asked for with."""
    page = wiring.list_templates()(
        call.caller,
        include_system=call.query.include_system,
        limit=call.query.limit,
        after=listing.decode_cursor(call),
    )
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([_answer(template) for template in page.items], cursor))


@routes.get("/v1/report-templates/{key}", scope="read:templates", query=TemplateQuery, answers={200: TemplateAnswer})
def read_template(call: Call[None, TemplateQuery]) -> Reply:
    """One version of a template."""
    return Reply(_answer(wiring.find_template()(call.caller.organization_id, call.path["key"], call.query.version)))


@routes.get("/v1/report-sections", scope="read:templates", answers={200: listing.ListAnswer[SectionAnswer]})
def list_sections(_call: Call[None, NoQuery]) -> Reply:
    """The registry of sections, whole."""
    known = [sections.load(key) for key in sections.names()]
    return Reply(
        listing.page_answer(
            [SectionAnswer(key=section.key, kind=section.kind, name=section.name, description=section.description) for section in known],
            None,
        )
    )


def _answer(template: Template) -> TemplateAnswer:
    return TemplateAnswer.model_validate(template, from_attributes=True)
