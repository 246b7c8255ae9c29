"""What the tools say of themselves, held against the specification (performance.md, "MCP")."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chalicelib.api.routes import ROUTES
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Conflict
from chalicelib.domain.scope import ALL_SCOPES
from chalicelib.doors.call import Call, NoQuery
from chalicelib.doors.envelope import ERROR_TYPES, Problem
from chalicelib.mcp.calling import call_tool
from chalicelib.mcp.outcome import failed
from chalicelib.mcp.schemas import input_schema, output_schema
from chalicelib.mcp.tool import Told, Tool
from chalicelib.mcp.tools import TOOLS
from tests.fakes.arguments import near, taken
from tests.fakes.time import CountingRandom, FakeClock

# The parameters of each tool, those that are required first; what the result has; its source; the scope that it needs.
SPECIFIED: dict[str, tuple[list[str], list[str], set[str], str, str]] = {
    "list_report_templates": (
        [],
        ["include_system", "limit", "cursor"],
        {"templates", "count", "has_more", "next_cursor"},
        "folio.report_templates@v1",
        "read:templates",
    ),
    "list_ad_accounts": (
        [],
        ["limit", "cursor"],
        {"ad_accounts", "today", "count", "has_more", "next_cursor"},
        "folio.ad_accounts@v1",
        "read:ad-accounts",
    ),
    "list_brands": ([], ["search", "limit", "cursor"], {"brands", "count", "has_more", "next_cursor"}, "folio.brands@v1", "read:brands"),
    "list_report_targets": (
        [],
        ["ad_account_id", "limit", "cursor"],
        {"targets", "count", "has_more", "next_cursor"},
        "folio.report_targets@v1",
        "read:targets",
    ),
    "list_reports": (
        [],
        ["status", "ad_account_id", "since", "limit", "cursor"],
        {"reports", "limit", "has_more", "next_cursor"},
        "folio.reports@v1",
        "read:reports",
    ),
    "generate_report": (
        ["template_key", "ad_account_ids", "period_start", "period_end"],
        ["title", "sections", "template_version"],
        {"report_id", "status", "title", "template", "period_start", "period_end", "ad_account_ids", "poll_with"},
        "folio.reports@v1",
        "write:reports",
    ),
    "get_report": (
        ["report_id"],
        [],
        {"report", "accounts", "score", "counts", "results", "message", "poll_again_in_seconds"},
        "folio.reports@v1",
        "read:reports",
    ),
    "list_scheduled_reports": (
        [],
        ["brand_id", "is_active", "frequency", "search", "limit", "cursor"],
        {"scheduled_reports", "count", "has_more", "next_cursor"},
        "folio.scheduled_reports@v1",
        "read:scheduled",
    ),
    "create_scheduled_report": (
        ["brand_id", "name", "frequency"],
        ["timezone", "template_key", "requires_review"],
        {"scheduled_report"},
        "folio.scheduled_reports@v1",
        "write:scheduled",
    ),
    "run_scheduled_report": (
        ["scheduled_report_id"],
        ["region_config_id"],
        {"execution", "poll_with"},
        "folio.executions@v1",
        "write:scheduled",
    ),
    "get_execution": (
        ["scheduled_report_id", "execution_id"],
        [],
        {"execution", "message", "poll_again_in_seconds"},
        "folio.executions@v1",
        "read:scheduled",
    ),
}
CHANGING = {"generate_report", "create_scheduled_report", "run_scheduled_report"}
ROUTE_OF = {
    "get_report": "read_report",
    "generate_report": "request_report",
    "run_scheduled_report": "start_execution",
    "get_execution": "read_execution",
    "list_report_templates": "list_templates",
    "list_report_targets": "list_targets",
}
"""The HTTP route to the same use case, where it has another name."""
ERRORS = [
    Problem(400, code, "It went wrong", {"errors": [], "required_scope": "", "scope": "", "retry_after": 1})
    for code in ERROR_TYPES
    if code != "unauthorized"
]
ENDPOINTS = {endpoint.name: endpoint for resource in ROUTES for endpoint in resource.endpoints}
every_tool = pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)


def test_the_tools_are_the_specified_ones() -> None:
    assert set(TOOLS) == set(SPECIFIED)


@every_tool
class TestEveryTool:
    def test_takes_what_is_specified(self, tool: Tool) -> None:
        required, optional, *_ = SPECIFIED[tool.name]
        schema = input_schema(tool)
        assert schema.get("required", []) == required
        assert set(schema["properties"]) == {*required, *optional}
        assert schema["additionalProperties"] is False

    def test_tells_what_is_specified(self, tool: Tool) -> None:
        _, _, told, source, _ = SPECIFIED[tool.name]
        schema = output_schema(tool)
        assert set(schema["properties"]) == {*told, "source", "error_type", "message"}
        assert [set(one["required"]) for one in schema["oneOf"]] == [{*told, "source"}, {"error_type", "message"}]
        assert schema["properties"]["source"]["const"] == source

    def test_tells_errors_that_its_schema_takes(self, tool: Tool) -> None:
        """The official TypeScript client throws away what does not conform, errors too."""
        schema = Draft202012Validator(output_schema(tool))
        for refusal in ERRORS:
            schema.validate(failed(refusal).structured)
        assert not schema.is_valid({"error_type": "auth_error", "message": "HTTP says so"})
        assert not schema.is_valid({"message": "of no type"})
        assert not schema.is_valid({})

    def test_has_schemas_that_any_client_can_read(self, tool: Tool) -> None:
        for schema in (input_schema(tool), output_schema(tool)):
            Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object"
            assert "$ref" not in str(schema)
            assert "$defs" not in schema
            assert "'type': [" not in str(schema)

    def test_describes_itself_and_each_of_its_parameters(self, tool: Tool) -> None:
        assert tool.title
        assert len(tool.description) > 80
        assert "  " not in tool.description
        own = {"title", "name", "frequency"}  # whose names say it
        for name, schema in input_schema(tool)["properties"].items():
            assert schema.get("description") or name in own, name

    def test_needs_the_scope_that_the_same_use_case_needs_over_http(self, tool: Tool) -> None:
        assert tool.scope == SPECIFIED[tool.name][4]
        assert tool.scope in ALL_SCOPES
        assert tool.scope == ENDPOINTS[ROUTE_OF.get(tool.name, tool.name)].scope

    def test_says_truly_whether_it_changes_anything(self, tool: Tool) -> None:
        assert tool.read_only == (tool.name not in CHANGING)
        assert tool.read_only == tool.scope.startswith("read:")
        assert tool.idempotent == (tool.read_only or tool.name == "generate_report")
        assert tool.paid == (tool.name == "run_scheduled_report")


def test_a_list_is_of_twenty_reports_and_of_a_hundred_at_most() -> None:
    limit = input_schema(TOOLS["list_reports"])["properties"]["limit"]
    assert (limit["default"], limit["minimum"], "maximum" in limit) == (20, 1, False)
    params = TOOLS["list_reports"].params
    assert [params.model_validate({"limit": sent}).limit for sent in (1, 100, 101, 10**9, 7.0)] == [1, 100, 100, 100, 7]  # type: ignore[attr-defined]


def test_templates_that_come_with_the_service_are_listed_by_default() -> None:
    assert input_schema(TOOLS["list_report_templates"])["properties"]["include_system"]["default"] is True


def _outcome(tool: Tool, arguments: dict[str, Any]) -> str:
    """`taken`, or the type of the error."""
    reached = []

    def view(call: Call[Any, Any]) -> Told:
        reached.append(call.query)
        raise Conflict("taken")  # rather than to make up a result

    recording = Tool(**{name: getattr(tool, name) for name in Tool.__slots__} | {"view": view})
    caller = Caller("acme", "key-1", frozenset({"*"}))
    attempt = Attempt(FakeClock(), CountingRandom())
    asked = Call(caller, b"", NoQuery(), "/mcp/reports", {}, {}, "https://api.example", "correlation", attempt)
    outcome = call_tool(recording, arguments, asked, None)
    return "taken" if reached else str(outcome.structured["error_type"])


@every_tool
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_arguments_that_the_schema_excludes_are_a_validation_error(tool: Tool, data: st.DataObject) -> None:
    schema = input_schema(tool)
    arguments = data.draw(near(schema))
    outcome = _outcome(tool, arguments)
    assert outcome in {"taken", "validation_error"}
    if not Draft202012Validator(schema).is_valid(_stripped(arguments)):
        assert outcome == "validation_error"


def _stripped(value: Any) -> Any:
    """As texts are before they are judged: what is blank round them is cut off, which no schema can say."""
    if isinstance(value, dict):
        return {name: _stripped(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_stripped(each) for each in value]
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("tool", [tool for tool in TOOLS.values() if tool.read_only], ids=lambda tool: tool.name)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_tool_that_reads_takes_whatever_its_schema_takes(tool: Tool, data: st.DataObject) -> None:
    arguments = data.draw(taken(input_schema(tool)))
    assert Draft202012Validator(input_schema(tool)).is_valid(arguments)
    assert _outcome(tool, arguments) == "taken"
