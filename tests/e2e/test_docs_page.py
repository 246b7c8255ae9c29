"""The page at /docs in a real browser: it shows the document, sends a request with the reader's key, and asks nobody else."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from infra.local.stack import LocalStack

_PATIENCE_MS = 30_000


class Visit:
    """The page, open under a base path of the stack, and everything that it asked for or complained of."""

    def __init__(self, page: Page, stack: LocalStack, base_path: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.refused: list[str] = []
        page.set_default_timeout(_PATIENCE_MS)
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("response", lambda response: self.refused.append(response.url) if response.status >= 400 else None)
        if base_path:  # as API Gateway strips its stage from a path
            page.route(f"{stack.url}{base_path}/**", lambda route: self._without(base_path, route))
        page.goto(f"{stack.url}{base_path}/docs")

    def _without(self, base_path: str, route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace(base_path, "", 1)))

    def use_key(self, secret: str) -> None:
        self.page.get_by_label("Your key").fill(secret)
        self.page.get_by_role("button", name="Use it").click()

    def send(self, tag: str, operation: str) -> str:
        """Send an operation's request as the page has it; the text of what it shows as the answer."""
        section = self.page.locator(f"#operations-{tag}-{operation}")
        section.locator(".opblock-summary-control").click()
        section.get_by_role("button", name="Execute").click()
        answer = section.locator(".live-responses-table .response")
        expect(answer).to_be_visible(timeout=_PATIENCE_MS)
        return answer.inner_text()


@pytest.mark.parametrize("base_path", ["", "/api"], ids=["at the root", "below a stage"])
def test_the_page_sends_a_request_with_the_reader_s_key_and_asks_nobody_else(browser: Browser, stack: LocalStack, base_path: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    visit = Visit(page, stack, base_path)
    expect(page.locator(".opblock").first).to_be_visible(timeout=_PATIENCE_MS)
    expect(page).to_have_title("Folio API")

    visit.use_key(stack.key)
    expect(page.get_by_text(f"Requests are sent with {stack.key[:12]}…")).to_be_visible()
    answer = visit.send("Brands", "list_brands")

    assert answer.startswith("200")
    assert '"object": "list"' in answer
    assert visit.complaints == []
    assert visit.refused == []
    assert {urlsplit(url).netloc for url in visit.asked if not url.startswith("data:")} == {urlsplit(stack.url).netloc}
    assert any(url.startswith(f"{stack.url}/v1/brands") for url in visit.asked)
    page.close()


def test_without_a_key_the_answer_says_so(browser: Browser, stack: LocalStack) -> None:
    page = browser.new_page()
    visit = Visit(page, stack, "")
    answer = visit.send("Brands", "list_brands")
    assert answer.startswith("401")
    assert "Missing or invalid credentials" in answer
    page.close()


def test_on_a_phone_nothing_is_wider_than_the_screen_and_a_post_is_one_of_its_own(browser: Browser, stack: LocalStack) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    visit = Visit(page, stack, "")
    visit.use_key(stack.key)
    answer = visit.send("Brands", "create_brand")
    assert answer.startswith("201")
    assert "ratelimit-remaining" in answer
    assert "idempotency-replayed" not in answer
    assert page.locator("[placeholder=Idempotency-Key]").input_value() == ""
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()
