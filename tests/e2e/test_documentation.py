"""The API's document and its page, over real HTTP: neither needs a key, and both come from here alone."""

import re

import httpx

from infra.local.stack import LocalStack


def test_the_document_is_read_without_a_key_and_says_where_it_answers(stack: LocalStack) -> None:
    answer = httpx.get(f"{stack.url}/v1/openapi.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json()["openapi"] == "3.1.0"
    assert answer.json()["servers"] == [{"url": stack.url}]
    assert "RateLimit-Limit" not in answer.headers


def test_the_page_names_files_that_are_there_and_never_change(stack: LocalStack) -> None:
    page = httpx.get(f"{stack.url}/docs")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    named = re.findall(r'(?:src|href)="(docs/[^"]+)"', page.text)
    assert len(named) >= 5
    for name in named:
        asset = httpx.get(f"{stack.url}/{name}")
        assert asset.status_code == 200
        assert asset.headers["Content-Type"].split(";")[0] in {"text/javascript", "text/css", "image/svg+xml"}
        assert "immutable" in asset.headers["Cache-Control"]


def test_a_file_that_the_page_does_not_name_is_a_404(stack: LocalStack) -> None:
    for name in ("page.css", "page.000000000000.css", "page.html", "..%2F__init__.py"):
        assert httpx.get(f"{stack.url}/docs/{name}").status_code == 404
