"""Report templates and sections: what a report can be made of."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt, StringConstraints, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from chalicelib import sections, wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.period import MAX_DAYS
from chalicelib.domain.report import ReportKind
from chalicelib.domain.template import KEY_FORM, slug
from chalicelib.doors import listing
from chalicelib.doors.call import IN_DIGITS, AnswerModel, Call, Flag, ListQuery, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Line, TextOrNothing, not_null
from chalicelib.doors.figures import Whole
from chalicelib.doors.section_keys import SectionsOfOneKind
from chalicelib.doors.template_answers import TemplateAnswer, template_answer
from chalicelib.usecases.template_change import TemplateChange

routes = Routes("Report templates", "What a report can be made of: templates, and the sections that they name.")


Name = Annotated[Line, Field(max_length=100)]
Description = Annotated[TextOrNothing, Field(max_length=500)]
PeriodDays = Annotated[StrictInt, Field(ge=1, le=MAX_DAYS), Whole]


class TemplateClone(RequestModel):
    """The body of `POST /v1/report-templates`; what is left out is the original's."""

    from_key: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    name: Name
    key: Annotated[str, StringConstraints(pattern=f"^{KEY_FORM.pattern}$")] | None = Field(default=None, validate_default=True)
    description: Description | None = None
    sections: SectionsOfOneKind | None = None
    requires_review: StrictBool | None = None
    default_period_days: PeriodDays | None = None

    @field_validator("key")
    @classmethod
    def _by_name(cls, key: Any, info: ValidationInfo) -> Any:
        if key is not None or "name" not in info.data:
            return key
        made = slug(info.data["name"])
        if made is None:
            raise PydanticCustomError("key_needed", "Input should be given: the name makes no key of its own")
        return made


class TemplateChangeBody(RequestModel):
    """The body of `PATCH /v1/report-templates/{key}`: what is named changes; nothing can be cleared, but a description can be empty."""

    name: Name | None = None
    description: Description | None = None
    sections: SectionsOfOneKind | None = None
    requires_review: StrictBool | None = None
    default_period_days: PeriodDays | None = None

    _not_cleared = field_validator("*", mode="before")(not_null)


class SectionAnswer(AnswerModel):
    """A section that a template or a request can name."""

    object: Literal["report_section"] = "report_section"
    key: str
    kind: ReportKind
    name: str
    description: str


class TemplatesQuery(ListQuery):
    """Whether the templates that come with the service are shown."""

    include_system: Flag = True


class TemplateQuery(RequestModel):
    """Which version; default the active one."""

    version: Annotated[int, Field(ge=1), IN_DIGITS] | None = None


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
    return Reply(listing.page_answer([template_answer(template) for template in page.items], cursor))


@routes.get("/v1/report-templates/{key}", scope="read:templates", query=TemplateQuery, answers={200: TemplateAnswer})
def read_template(call: Call[None, TemplateQuery]) -> Reply:
    """One version of a template."""
    return Reply(template_answer(wiring.find_template()(call.caller.organization_id, call.path["key"], call.query.version)))


@routes.post("/v1/report-templates", scope="write:templates", body=TemplateClone, answers={201: TemplateAnswer}, finds=True)
def clone_template(call: Call[TemplateClone, NoQuery]) -> Reply:
    """Make a template of the organization's own: a copy of another, with what is named changed."""
    body = call.body
    assert body.key is not None
    template = wiring.clone_template(call.attempt)(call.caller, body.from_key, body.key, _change(body))
    return Reply(template_answer(template), 201, {"Location": f"{call.base_url}/v1/report-templates/{template.key}"})


@routes.patch("/v1/report-templates/{key}", scope="write:templates", body=TemplateChangeBody, answers={200: TemplateAnswer})
def edit_template(call: Call[TemplateChangeBody, NoQuery]) -> Reply:
    """Make the next version of a template of the organization's own; reports keep the version that they were asked for with."""
    return Reply(template_answer(wiring.edit_template(call.attempt)(call.caller, call.path["key"], _change(call.body))))


@routes.get(
    "/v1/report-templates/{key}/versions", scope="read:templates", query=ListQuery, answers={200: listing.ListAnswer[TemplateAnswer]}
)
def list_template_versions(call: Call[None, ListQuery]) -> Reply:
    """Every version of a template, newest first."""
    key = call.path["key"]
    after = listing.decode_cursor(call)
    page = wiring.list_template_versions()(call.caller, key, limit=call.query.limit, after=after)
    cursor = listing.encode_cursor(page.after, call)
    return Reply(listing.page_answer([template_answer(template) for template in page.items], cursor))


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


def _change(body: TemplateClone | TemplateChangeBody) -> TemplateChange:
    return TemplateChange(
        name=body.name,
        description=body.description,
        sections=None if body.sections is None else tuple(body.sections),
        requires_review=body.requires_review,
        default_period_days=body.default_period_days,
    )
