"""Every declared route, asked by a key that is restricted to one brand with the ids of another brand of its organization.

As in `test_tenancy`, a route is walked by being declared.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from chalicelib.api.endpoint import Endpoint
from tests.e2e.conftest import Client
from tests.e2e.test_tenancy import (
    BODIED,
    ENDPOINTS,
    ID_FIELD,
    NEEDED,
    NO_ID,
    PARAMETER,
    WITH_IDS,
    WITHOUT,
    Tenant,
    bodies,
    sent_to,
    two_brands,
    without_a_trace,
)

FORBIDDEN = (403, "brand_not_authorized")
OF_THE_WRONG_PARENT = {FORBIDDEN, (404, "not_found")}
"""Where one id is one's own and the other is not, they don't belong together either: a prompt is looked for in its own config alone."""
OF_THE_ORGANIZATION = {"create_brand", "update_own_white_label", "set_own_logo", "remove_own_logo", "clone_template", "edit_template"}
"""What no restricted key may do, whatever it sends."""


@pytest.fixture(scope="module")
def brands(service: Client) -> Iterator[tuple[Tenant, Tenant]]:
    with two_brands(service, "two-brands", ("B", "A", "S", "R", "Which coffee?", "K")) as brands:
        yield brands


def _told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.mark.parametrize("endpoint", WITH_IDS, ids=lambda endpoint: endpoint.name)
def test_an_id_of_another_brand_is_forbidden(brands: tuple[Tenant, Tenant], endpoint: Endpoint) -> None:
    first, second = brands
    parameters = PARAMETER.findall(endpoint.path)
    for whose in itertools.product((first, second), repeat=len(parameters)):
        if first not in whose:
            continue
        path_ids = {parameter: owner.ids[parameter] for parameter, owner in zip(parameters, whose, strict=True)}
        for sent in [{"json": body} for body in bodies(second.ids).get(endpoint.name, [])] or [sent_to(endpoint)]:
            answer = second.ask(endpoint, path_ids, sent)
            assert _told(answer) in ({FORBIDDEN} if second not in whose else OF_THE_WRONG_PARENT), answer.text
            without_a_trace(answer, first)


@pytest.mark.parametrize("endpoint", BODIED, ids=lambda endpoint: endpoint.name)
def test_an_id_of_another_brand_in_a_body_is_forbidden(brands: tuple[Tenant, Tenant], endpoint: Endpoint) -> None:
    first, second = brands
    for own, others in zip(bodies(second.ids)[endpoint.name], bodies(first.ids)[endpoint.name], strict=True):
        for name in [name for name in own if ID_FIELD.match(name) and name not in NO_ID]:
            answer = second.ask(endpoint, second.ids, {"json": own | {name: others[name]}})
            one_id_of_two = name in {"scheduled_report_id", "region_config_id"} and endpoint.name != "request_report"
            assert _told(answer) in (OF_THE_WRONG_PARENT if one_id_of_two else {FORBIDDEN}), answer.text
            without_a_trace(answer, first)


@pytest.mark.parametrize("endpoint", WITHOUT, ids=lambda endpoint: endpoint.name)
def test_what_needs_no_id_leaves_the_other_brand_out(brands: tuple[Tenant, Tenant], endpoint: Endpoint) -> None:
    first, second = brands
    filters = [name for name in endpoint.query.model_fields if ID_FIELD.match(name)]
    queries: list[dict[str, str]] = [{}, *({name: first.ids[name]} for name in filters)]
    own: list[Any] = [{"json": body} for body in bodies(second.ids).get(endpoint.name, [])]
    for query, sent in itertools.product(queries, own or [sent_to(endpoint)]):
        answer = second.ask(endpoint, second.ids, sent | ({"params": query} if query else {}))
        if endpoint.name in OF_THE_ORGANIZATION:
            assert _told(answer) in {FORBIDDEN, (403, "forbidden")}
            continue
        assert answer.status_code in {200, 201, 202, 409}, answer.text
        without_a_trace(answer, first)
        if query:
            assert answer.json()["data"] == []


@pytest.mark.parametrize("endpoint", [endpoint for endpoint in ENDPOINTS if endpoint.method == "GET"], ids=lambda endpoint: endpoint.name)
def test_ones_own_is_read(brands: tuple[Tenant, Tenant], endpoint: Endpoint) -> None:
    _, second = brands
    if endpoint.name != "read_api_key":  # the second brand's was made by the organization's own key, and is not restricted to it
        answer = second.ask(endpoint, second.ids, NEEDED.get(endpoint.name, {}))
        assert answer.status_code in {200, 302, 409}, answer.text
