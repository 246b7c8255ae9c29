"""Every tool, called by one organization with another's ids, and by a key of one brand with another's: as the routes are walked.

A tool is walked by being declared: a test fails where it takes ids and `arguments` has none for it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from chalicelib.mcp.schemas import input_schema
from chalicelib.mcp.tool import Tool
from chalicelib.mcp.tools import TOOLS
from tests.e2e.agent import Agent
from tests.e2e.conftest import Client
from tests.e2e.test_tenancy import ENDPOINTS, ID_FIELD, NAMES, NO_ID, Ids, Tenant, client_of, snapshot, tenant, two_brands

OTHERS = ("B", "A", "S", "R", "Which coffee?", "K")
LISTS = [tool for tool in TOOLS.values() if tool.name.startswith("list_")]


def arguments(ids: Ids) -> dict[str, dict[str, Any]]:
    """Good arguments of each tool that takes ids: all are those of one organization. Filters of lists are walked by themselves."""
    return {
        "generate_report": {
            "template_key": "weekly_check_in",
            "ad_account_ids": [ids["account_id"]],
            "period_start": "2026-04-15",
            "period_end": "2026-04-21",
        },
        "get_report": {"report_id": ids["report_id"]},
        "create_scheduled_report": {"brand_id": ids["brand_id"], "name": "s", "frequency": "weekly"},
        "run_scheduled_report": {"scheduled_report_id": ids["scheduled_report_id"], "region_config_id": ids["region_config_id"]},
        "get_execution": {"scheduled_report_id": ids["scheduled_report_id"], "execution_id": ids["execution_id"]},
    }


def id_fields(tool: Tool) -> list[str]:
    return [name for name in input_schema(tool)["properties"] if ID_FIELD.match(name) and name not in NO_ID]


WITH_ARGUMENTS = [tool for tool in TOOLS.values() if tool not in LISTS]
every_tool_with_ids = pytest.mark.parametrize("tool", WITH_ARGUMENTS, ids=lambda tool: tool.name)
every_list = pytest.mark.parametrize("tool", LISTS, ids=lambda tool: tool.name)


@pytest.fixture(scope="module")
def tenants(service: Client) -> Iterator[tuple[Tenant, Tenant]]:
    """Two organizations; at the end the first has all that it had."""
    clients = [client_of(service, organization) for organization in ("agents-first", "agents-second")]
    first, second = tenant(clients[0], NAMES), tenant(clients[1], OTHERS)
    service.stack.wait_until_idle()
    before = snapshot(first, ENDPOINTS)
    yield first, second
    service.stack.wait_until_idle()
    assert snapshot(first, ENDPOINTS) == before
    for client in clients:
        client.close()


@pytest.fixture(scope="module")
def brands(service: Client) -> Iterator[tuple[Tenant, Tenant]]:
    with two_brands(service, "agents-of-two-brands", OTHERS) as brands:
        yield brands


def _without_a_trace(result: Mapping[str, Any], of: Tenant) -> None:
    told = str(result)
    for word in (*NAMES, *(own for name, own in of.ids.items() if name not in NO_ID)):
        assert word not in told, word


def _one_of_the_other(own: dict[str, Any], others: dict[str, Any], tool: Tool) -> Iterator[dict[str, Any]]:
    """The arguments with each id the other's, and with all of them."""
    fields = [name for name in id_fields(tool) if name in own]
    for name in fields:
        yield own | {name: others[name]}
    yield own | {name: others[name] for name in fields}


@every_tool_with_ids
def test_an_id_of_another_organization_is_nobodys(tenants: tuple[Tenant, Tenant], tool: Tool) -> None:
    first, second = tenants
    for sent in _one_of_the_other(arguments(second.ids)[tool.name], arguments(first.ids)[tool.name], tool):
        result = Agent(second.http).call(tool.name, sent)
        assert (result["isError"], result["structuredContent"]["error_type"]) == (True, "not_found"), result
        _without_a_trace(result, first)


@every_tool_with_ids
def test_ones_own_ids_are_ones_own(tenants: tuple[Tenant, Tenant], tool: Tool) -> None:
    """What the walk calls with is good but for whose it is."""
    second = tenants[1]
    assert Agent(second.http).call(tool.name, arguments(second.ids)[tool.name])["isError"] is False


@every_list
def test_a_list_shows_nothing_of_another_organization(tenants: tuple[Tenant, Tenant], tool: Tool) -> None:
    first, second = tenants
    for query in ({}, *({name: first.ids[name]} for name in id_fields(tool))):
        result = Agent(second.http).call(tool.name, query)
        assert result["isError"] is False, result
        _without_a_trace(result, first)
        if query:
            assert [value for value in result["structuredContent"].values() if isinstance(value, list)] == [[]]


@every_tool_with_ids
def test_an_id_of_another_brand_is_refused(brands: tuple[Tenant, Tenant], tool: Tool) -> None:
    """Where one id is one's own and the other is not, they don't belong together either."""
    first, second = brands
    for sent in _one_of_the_other(arguments(second.ids)[tool.name], arguments(first.ids)[tool.name], tool):
        result = Agent(second.http).call(tool.name, sent)
        assert result["isError"] is True, result
        assert result["structuredContent"]["error_type"] in {"permission_denied", "not_found"}
        _without_a_trace(result, first)


@every_list
def test_a_list_shows_nothing_of_another_brand(brands: tuple[Tenant, Tenant], tool: Tool) -> None:
    first, second = brands
    for query in ({}, *({name: first.ids[name]} for name in id_fields(tool))):
        _without_a_trace(Agent(second.http).call(tool.name, query), first)


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)
def test_no_id_goes_unwalked(tool: Tool) -> None:
    ids = dict.fromkeys(["brand_id", "account_id", "region_config_id", "scheduled_report_id", "report_id", "execution_id"], "x")
    assert tool in LISTS or set(id_fields(tool)) <= set(arguments(ids)[tool.name])
