import pytest

from chalicelib.api.accept import prefers_json


@pytest.mark.parametrize(
    "accept",
    ["application/json", "APPLICATION/JSON", "application/json, text/plain, */*", "application/pdf;q=0.5, application/json; Q=0.8"],
)
def test_a_client_that_names_json_gets_it(accept: str) -> None:
    assert prefers_json(accept, over="application/pdf")


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "application/*",
        "application/jsonp",
        "application/json;q=0, application/pdf",
        "application/json;q=0.5, application/pdf",
        "application/json;q=x",
        "application/json;q=nan",
        "application/json;q=9",
        "text/html; title=application/json",
    ],
)
def test_any_other_client_gets_the_file(accept: str) -> None:
    assert not prefers_json(accept, over="application/pdf")
