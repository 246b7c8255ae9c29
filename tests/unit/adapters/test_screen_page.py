"""The HTML twin: the page of the PDF as one file, in a real browser as wide as a phone and as a desk."""

import base64
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chalicelib import templates
from chalicelib.adapters.branding import LOGO, assets
from chalicelib.adapters.composer import compose
from chalicelib.adapters.screen_page import POLICY, screen_page
from chalicelib.domain.facts import Facts
from chalicelib.domain.visibility_facts import VisibilityFacts
from tests.fakes import report_facts, visibility_facts
from tests.fakes.worn import uploaded, worn

MANY = [report_facts.account(), report_facts.account("A shop with a name far longer than a phone is wide", currency="USD", seed=2)]
REPORTS: dict[str, Facts | VisibilityFacts] = {
    "weekly": report_facts.facts(),
    "monthly": report_facts.facts(MANY, sections=templates.load("monthly_performance").sections),
    "quarterly": report_facts.facts(MANY[:1], sections=templates.load("qbr_quarterly").sections),
    "visibility": visibility_facts.facts(sample=True),
}


class _Read(HTMLParser):
    """A page's words, and every address that a browser would fetch by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fetched: list[str] = []
        self.tags: set[str] = set()
        self._is_style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._is_style = tag == "style"
        self.fetched += [
            value or "" for name, value in attrs if name in {"src", "srcset", "poster", "data"} or (tag == "link" and name == "href")
        ]

    def handle_endtag(self, tag: str) -> None:
        self._is_style &= tag != "style"

    def handle_data(self, data: str) -> None:
        if not self._is_style:
            self.words += data.split()


@pytest.mark.parametrize("name", REPORTS)
def test_it_says_what_the_page_of_the_pdf_says(name: str) -> None:
    facts = REPORTS[name]
    page = compose(facts)
    twin = _Read(screen_page(page, assets(facts)).decode())
    assert twin.words == _Read(page).words
    assert not twin.tags & {"script", "link", "iframe", "object", "embed", "form"}
    assert twin.fetched == []


@pytest.mark.parametrize("ink", ["#7a0019", "#ffffff"])
def test_a_logo_is_within_the_file(ink: str) -> None:
    facts = report_facts.facts(worn=worn(uploaded(ink)))
    pictures = assets(facts)
    assert pictures
    twin = screen_page(compose(facts), pictures).decode()
    logo = base64.b64encode(pictures[LOGO].content).decode()
    assert [address.partition(",")[2] for address in _Read(twin).fetched] == [logo]
    assert "asset:" not in twin


def test_what_somebody_wrote_is_no_mark_and_no_element() -> None:
    name = '</head><table ><script>x</script> src="asset:logo" <meta charset="utf-8">'
    facts = report_facts.facts([report_facts.account(campaigns=[name], name=name)], title=name)
    twin = screen_page(compose(facts), {}).decode()
    assert twin.count(POLICY) == 1
    assert twin.count("</head>") == 1
    assert "script" not in _Read(twin).tags


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", REPORTS)
def test_a_browser_shows_it_whole_and_asks_nobody(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    facts = REPORTS[name]
    file = tmp_path / "report.html"
    file.write_bytes(screen_page(compose(facts), assets(facts)))
    page = browser.new_page(viewport={"width": width, "height": 900})
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    beyond = page.evaluate(
        """width => [...document.body.querySelectorAll("*")]
        .filter(each => !each.closest(".scroll, .abi-detail, .score-trend, .wide-chart") && each.getBoundingClientRect().right > width + 1)
        .map(each => each.outerHTML.slice(0, 80))""",
        width,
    )
    assert (beyond, heard) == ([], [])
    assert page.locator(".running-notice").count() == (1 if name == "visibility" else 0)
    page.close()


def test_on_a_phone_a_table_s_names_stay_while_its_figures_move_and_a_sign_says_that_they_can(browser: Browser, tmp_path: Path) -> None:
    facts = REPORTS["visibility"]
    file = tmp_path / "report.html"
    file.write_bytes(screen_page(compose(facts), assets(facts)))
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(file.as_uri())
    places = page.evaluate(
        """() => {
        const box = document.querySelector(".platform-matrix .scroll"), row = box.querySelector("tbody tr")
        const left = cell => Math.round(cell.getBoundingClientRect().left)
        const before = [left(row.firstElementChild), left(row.lastElementChild)]
        box.scrollLeft = 150
        return [...before, left(row.firstElementChild), left(row.lastElementChild), getComputedStyle(box, "::before").content]
        }"""
    )
    name, figure, name_after, figure_after, sign = places
    assert name == name_after
    assert figure_after < figure - 100
    assert "↔" in sign
    page.close()
