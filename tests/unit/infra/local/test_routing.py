import pytest

from infra.local.routing import Match, match

RESOURCES = ("/{proxy+}", "/v1/things/{id}", "/v1/things/all", "/v1/{kind}/all", "/v1/things/{id}/parts/{part}")


@pytest.mark.parametrize(
    ("path", "resource", "parameters"),
    [
        ("/v1/things/7", "/v1/things/{id}", {"id": "7"}),
        ("/v1/things/all", "/v1/things/all", {}),
        ("/v1/people/all", "/v1/{kind}/all", {"kind": "people"}),
        ("/v1/things/a%2Fb/parts/1", "/v1/things/{id}/parts/{part}", {"id": "a%2Fb", "part": "1"}),
        ("/v1/things/", "/{proxy+}", {"proxy": "v1/things/"}),
        ("/elsewhere", "/{proxy+}", {"proxy": "elsewhere"}),
    ],
)
def test_the_most_literal_resource_wins(path: str, resource: str, parameters: dict[str, str]) -> None:
    assert match(path, RESOURCES) == Match(resource, parameters)


def test_the_root_is_no_part_of_the_greedy_resource() -> None:
    assert match("/", RESOURCES) is None


def test_an_undeclared_path_without_a_greedy_resource_is_nobodys() -> None:
    assert match("/v2", ("/v1",)) is None
