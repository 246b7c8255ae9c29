"""Tools: one module per resource. A new tool is a function in one of them, or a module and a line here."""

from chalicelib.mcp.tool import Tool
from chalicelib.mcp.tools import ad_accounts, brands, executions, report_targets, report_templates, reports, scheduled_reports

TOOLS: dict[str, Tool] = {
    tool.name: tool
    for resource in (report_templates, ad_accounts, brands, report_targets, reports, scheduled_reports, executions)
    for tool in resource.tools.declared
}
"""Every tool by its name, in the order in which they are listed."""
