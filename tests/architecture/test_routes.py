"""What every route says of itself, so that the next one gets its description and its checks by being declared."""

from collections import Counter

import pytest

from chalicelib.api.endpoint import Endpoint
from chalicelib.api.routes import ROUTES

ENDPOINTS = [endpoint for resource in ROUTES for endpoint in resource.endpoints]


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
class TestEveryRoute:
    def test_declares_what_it_answers(self, endpoint: Endpoint) -> None:
        assert endpoint.answers
        assert all(200 <= status < 400 for status in endpoint.answers)
        if endpoint.method == "DELETE":
            assert dict(endpoint.answers) == {204: None}

    def test_says_what_it_does(self, endpoint: Endpoint) -> None:
        summary = (endpoint.view.__doc__ or "").strip().partition("\n")[0]
        assert summary.endswith("."), "its docstring's first line is its summary in the API's document"

    def test_reads_a_body_only_where_http_has_one(self, endpoint: Endpoint) -> None:
        if endpoint.method in {"GET", "DELETE"}:
            assert endpoint.body is None
        assert endpoint.body is not None or not endpoint.optional_body

    def test_tells_conflicts_and_unseen_ids_only_where_they_do_not_follow(self, endpoint: Endpoint) -> None:
        assert not (endpoint.conflicts and endpoint.method in {"POST", "PATCH", "DELETE"})
        assert not (endpoint.finds and "{" in endpoint.path)


def test_no_two_routes_share_a_name_or_a_place() -> None:
    names = Counter(endpoint.name for endpoint in ENDPOINTS)
    places = Counter((endpoint.method, endpoint.path) for endpoint in ENDPOINTS)
    assert not [name for name, count in names.items() if count > 1]
    assert not [place for place, count in places.items() if count > 1]


def test_every_resource_has_a_title_of_its_own_and_a_description() -> None:
    assert len({resource.title for resource in ROUTES}) == len(ROUTES)
    assert all(resource.description.endswith(".") for resource in ROUTES)
