"""What performance and visibility reports can be made of."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from chalicelib import wiring
from chalicelib.domain.prose import plural
from chalicelib.doors.call import Call
from chalicelib.doors.listing import decode_cursor, encode_cursor
from chalicelib.doors.template_answers import TemplateAnswer, template_answer
from chalicelib.mcp.pages import CountedPage, WholeListParams, listed
from chalicelib.mcp.tool import Told, Tools

tools = Tools()


class ListReportTemplates(WholeListParams):
    """The arguments of `list_report_templates`."""

    include_system: Annotated[StrictBool, Field(description="Whether to list the templates that come with Folio too.")] = True


class ReportTemplates(CountedPage):
    """The result of `list_report_templates`."""

    templates: list[TemplateAnswer]
    source: Literal["folio.report_templates@v1"] = "folio.report_templates@v1"


@tools.reads(title="List report templates", scope="read:templates", params=ListReportTemplates, result=ReportTemplates)
def list_report_templates(call: Call[Any, ListReportTemplates]) -> Told:
    """List the templates that a report can be asked for with: the organization's own, and those that come with Folio.

    Call it first when your user did not name a template; pass the key as template_key to generate_report. default_period_days is how long
    a period the template is made for. ai_visibility is for scheduled reports, not for generate_report.
    """
    query = call.query
    page = wiring.list_templates()(call.caller, include_system=query.include_system, limit=query.limit, after=decode_cursor(call))
    cursor = encode_cursor(page.after, call)
    templates = [template_answer(template) for template in page.items]
    lines = [f"{one.key}: “{one.name}”, made for {plural(one.default_period_days, 'day')}. {one.description}".strip() for one in templates]
    result = ReportTemplates(templates=templates, count=len(templates), has_more=cursor is not None, next_cursor=cursor)
    return Told(result, listed("report templates", lines, cursor))
