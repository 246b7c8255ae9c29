"""The renderer with its real fonts. FONTCONFIG_FILE has to be set before WeasyPrint is imported, so it is imported in a fixture."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pdfua import validate
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from chalicelib.adapters import frozen_facts
from chalicelib.adapters.branding import assets
from chalicelib.adapters.composer import compose
from chalicelib.domain.ad_account import Platform
from chalicelib.domain.facts import Facts
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.white_label import Worn
from tests.fakes import report_facts, visibility_facts
from tests.fakes.months import LONG, SCRIPTS, month
from tests.fakes.report_facts import NAMES, account
from tests.fakes.worn import uploaded, worn

FONTS = Path(__file__).parents[3] / "infra/layers/render/fonts.conf"
AT = datetime(2026, 4, 22, 6, tzinfo=UTC)
PLATFORMS = tuple(Platform)


@pytest.fixture(scope="module")
def renderer() -> ModuleType:
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    from chalicelib.adapters import renderer  # see the module's docstring

    return renderer


def page(body: str) -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>x</title></head><body>{body}</body></html>"


CASES: dict[str, Callable[[], Facts]] = {
    "one account": report_facts.facts,
    "three accounts, a day missing": lambda: report_facts.facts(
        [
            account(),
            account("Meta", Platform.META_ADS, seed=2, shares=False),
            account("TikTok", Platform.TIKTOK_ADS, seed=3, missing=(2, 3)),
        ]
    ),
    "ten accounts, two currencies": lambda: report_facts.facts(
        [account(f"Account {n}", PLATFORMS[n % 8], ("EUR", "USD")[n % 2], NAMES[n % 5 : n % 5 + 4], seed=n) for n in range(10)]
    ),
    "no data": lambda: report_facts.facts([replace(account(), rows=())]),
    "nothing before": lambda: report_facts.facts([account(days=7)]),
    "two hundred campaigns with long names": lambda: report_facts.facts([account(campaigns=[f"{n:03} {LONG}" for n in range(200)])]),
    "every script": lambda: report_facts.facts([account("شركة القهوة", campaigns=SCRIPTS, noise=0.6)], title="تقرير أسبوعي Acme"),
    "billions": lambda: report_facts.facts([account(scale=1e6)]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_weekly_is_accessible_complete_and_without_a_warning(case: str, renderer: ModuleType, tmp_path: Path) -> None:
    facts = CASES[case]()
    pdf = renderer.render(compose(facts), "en-GB", AT)
    assert pdf.warnings == ()  # a missing glyph, an unknown property, an unreachable file
    assert renderer.check(pdf.content) == pdf.pages
    (tmp_path / "report.pdf").write_bytes(pdf.content)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []


def test_the_pdf_says_its_title_language_date_and_outline(renderer: ModuleType) -> None:
    facts = report_facts.facts()
    reader = PdfReader(io.BytesIO(renderer.render(compose(facts), "de-DE", AT).content))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.creation_date) == (facts.title, AT)
    assert str(reader.root_object["/Lang"]) == "de-DE"
    assert len(reader.outline) > 0


def test_the_pdf_says_the_figures_of_its_rows_to_the_cent(renderer: ModuleType) -> None:
    facts = report_facts.facts()
    now = [row for row in facts.accounts[0].rows if row.day in facts.period]
    before = [row for row in facts.accounts[0].rows if row.day in facts.previous]
    spend, earlier = sum(row.cost for row in now), sum(row.cost for row in before)
    conversions, value = sum(row.conversions for row in now), sum(row.conversion_value for row in now)
    reader = PdfReader(io.BytesIO(renderer.render(compose(facts), "en-GB", AT).content))
    text = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    assert f"{conversions} conversions for €{spend:,.2f}" in text
    assert f"CPA of €{spend / conversions:,.2f}" in text
    assert f"ROAS {value / spend:.2f}" in text
    assert f"+{(spend - earlier) / earlier:.1%}".replace("%", " %") in text
    assert f"€{earlier:,.2f} the week before" in text


def test_a_name_without_a_space_stands_beside_its_figure(renderer: ModuleType) -> None:
    facts = report_facts.facts([account(campaigns=["Prospecting_" + "x" * 90, "B", "C"], noise=0.02)], sections=("ai_insights",))
    reader = PdfReader(io.BytesIO(renderer.render(compose(facts), "en-GB", AT).content))
    places = [(round(y), text) for text, y in _lines_of(reader)]
    (figure,) = [y for y, text in places if text == "+22"]
    names = [y for y, text in places if text.startswith("Prospecting_") and "…" not in text]
    assert figure in names


def test_the_longest_time_on_the_cover_keeps_its_line(renderer: ModuleType) -> None:
    facts = report_facts.facts(gathered_at=datetime(2026, 9, 28, 20, 48, tzinfo=UTC))
    reader = PdfReader(io.BytesIO(renderer.render(compose(facts), "en-GB", AT).content))
    assert "28 September 2026, 20:48 UTC" in [text for text, _ in _lines_of(reader)]


def _lines_of(reader: PdfReader) -> list[tuple[str, float]]:
    """The first page's pieces of text, and how high each stands on it, in points."""
    found: list[tuple[str, float]] = []

    def keep(text: str, matrix: list[float], within: list[float], _font: object, _size: float) -> None:
        if text.strip():
            found.append((text.strip(), matrix[1] * within[4] + matrix[3] * within[5] + matrix[5]))

    reader.pages[0].extract_text(visitor_text=keep)
    return found


def test_every_font_is_embedded_and_ours(renderer: ModuleType) -> None:
    facts = CASES["every script"]()
    reader = PdfReader(io.BytesIO(renderer.render(compose(facts), "en-GB", AT).content))
    names = {
        font.get_object()["/BaseFont"].split("+")[1]
        for sheet in reader.pages
        for font in sheet["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert {name for name in names if not name.startswith(("Inter", "Noto-Sans", "Noto-Color-Emoji"))} == set()
    assert "Inter" in names


@pytest.mark.parametrize(
    "make",
    [report_facts.facts, lambda: month("qbr_quarterly", accounts=3, names="every script"), lambda: visibility_facts.facts(12)],
    ids=["weekly", "quarterly", "visibility"],
)
def test_the_same_page_is_the_same_bytes_in_another_process(make: Callable[[], Facts | VisibilityFacts], renderer: ModuleType) -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from chalicelib.adapters.renderer import render;"
        "print(render(sys.stdin.read(), 'en', datetime(2026, 4, 22, 6, tzinfo=UTC)).sha256)"
    )
    html = compose(make())
    env = os.environ | {"FONTCONFIG_FILE": str(FONTS)}
    other = subprocess.run([sys.executable, "-c", code], input=html, capture_output=True, text=True, check=True, env=env)
    assert other.stdout.strip() == renderer.render(html, "en", AT).sha256


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest", "file:///etc/passwd", "https://example.com/x.png", "data:image/png;base64,AA=="]
)
def test_nothing_is_fetched_but_the_assets_handed_in(url: str, renderer: ModuleType) -> None:
    with pytest.raises(renderer.ForbiddenAssetError):
        renderer.render(page(f"<img alt='x' src='{url}'>"), "en", AT)
    with pytest.raises(renderer.ForbiddenAssetError):
        renderer.render(page(f"<link rel=stylesheet href='{url}'>"), "en", AT)


def test_an_asset_handed_in_is_printed(renderer: ModuleType) -> None:
    picture = renderer.Asset(
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>", "image/svg+xml"
    )
    pdf = renderer.render(page("<img alt='x' src='asset:logo'>"), "en", AT, {"asset:logo": picture})
    assert pdf.warnings == ()


def test_a_glyph_that_no_font_has_is_a_warning(renderer: ModuleType) -> None:
    assert "notdef" in renderer.render(page("<p>\U000130c0</p>"), "en", AT).warnings[0]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"not a pdf at all"])
def test_what_does_not_parse_is_refused(content: bytes, renderer: ModuleType) -> None:
    with pytest.raises(renderer.BrokenPdfError):
        renderer.check(content)


def test_half_a_file_is_refused(renderer: ModuleType) -> None:
    content = renderer.render(page("<p>x</p>"), "en", AT).content
    with pytest.raises(renderer.BrokenPdfError):
        renderer.check(content[: len(content) // 2])


def test_harfbuzz_subset_is_there_to_cut_fonts_quickly(renderer: ModuleType) -> None:
    from weasyprint.text.ffi import harfbuzz_subset  # see the module's docstring

    assert harfbuzz_subset is not None


LOOKS: dict[str, Callable[[], Worn]] = {
    "dark, all of it": lambda: worn(
        uploaded(),
        primary_color="#7a0019",
        secondary_color="#c9a227",
        company_name="Brückner & Söhne",
        cover_title="Media performance",
        cover_subtitle="Prepared for the weekly call",
        footer_email="hello@brueckner.example",
        footer_phone="+49 30 123 45 67",
        footer_website="https://www.brueckner.example/",
    ),
    "pale, its logo as pale": lambda: worn(uploaded("#fff3b0"), primary_color="#fff3b0", company_name="Limoncello"),
    "a name alone": lambda: worn(company_name="شركة القهوة"),
    "a tiny logo alone": lambda: worn(uploaded(size=(16, 16))),
    "as long as can be": lambda: worn(
        uploaded(size=(1200, 16)),
        company_name="W" * 80,
        cover_title="W" * 120,
        cover_subtitle="W" * 160,
        footer_email=f"{'w' * 60}@{'w' * 60}.example",
        footer_phone="0" * 40,
        footer_website="https://" + "w" * 480,
    ),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("facts", [report_facts.facts, visibility_facts.facts], ids=["weekly", "visibility"])
def test_a_branded_report_is_accessible_and_without_a_warning(
    look: str, facts: Callable[..., Facts | VisibilityFacts], renderer: ModuleType, tmp_path: Path
) -> None:
    branded = facts(worn=LOOKS[look]())
    pdf = renderer.render(compose(branded), "en-GB", AT, assets(branded))
    assert pdf.warnings == ()
    (tmp_path / "report.pdf").write_bytes(pdf.content)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []
    assert [text for page in PdfReader(io.BytesIO(pdf.content)).pages for text in _beyond_the_edge(page)] == []


def test_a_branded_report_has_the_logo_its_alternative_text_and_its_colours(renderer: ModuleType) -> None:
    branded = report_facts.facts(worn=LOOKS["dark, all of it"]())
    reader = PdfReader(io.BytesIO(renderer.render(compose(branded), "en-GB", AT, assets(branded)).content))
    named: Any = reader.pages[0]["/Resources"]
    pictures = [each.get_object() for each in named["/XObject"].values() if each.get_object()["/Subtype"] == "/Image"]
    assert [(each["/Width"], each["/Height"]) for each in pictures] == [(480, 120)], "once, however often it is drawn"
    tree: Any = reader.root_object["/StructTreeRoot"]
    assert _alternative_texts(tree["/K"])[0] == "Brückner & Söhne"
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (branded.title, "Brückner & Söhne")
    drawn = reader.pages[0].get_contents()
    assert drawn is not None
    assert b"0.478431 0 0.098039 rg" in drawn.get_data()  # #7a0019, for the masthead
    assert b"0.788235 0.635294 0.152941" in drawn.get_data()  # #c9a227, above the title
    last = reader.pages[-1].extract_text()
    for contact in ("Brückner & Söhne", "hello@brueckner.example", "+49 30 123 45 67", "www.brueckner.example"):
        assert contact in last


def test_a_branded_report_is_the_same_bytes_again(renderer: ModuleType) -> None:
    branded = report_facts.facts(worn=LOOKS["pale, its logo as pale"]())
    thawed = frozen_facts.thaw(Facts, frozen_facts.freeze(branded))
    assert thawed == branded
    first, again = (renderer.render(compose(facts), "en", AT, assets(facts)).sha256 for facts in (branded, thawed))
    assert first == again


def _alternative_texts(element: Any) -> list[str]:
    """Of the pictures under an element of the structure tree, in reading order."""
    element = element.get_object()
    if isinstance(element, list):
        return [text for each in element for text in _alternative_texts(each)]
    if not isinstance(element, DictionaryObject):
        return []
    own = [str(element["/Alt"])] if element.get("/S") == "/Figure" else []
    return own + (_alternative_texts(element["/K"]) if "/K" in element else [])


def _beyond_the_edge(page: PageObject) -> list[str]:
    """The pieces of text that begin outside the page."""
    found: list[str] = []

    def keep(text: str, matrix: list[float], within: list[float], _font: object, _size: float) -> None:
        x, y = matrix[0] * within[4] + matrix[2] * within[5] + matrix[4], matrix[1] * within[4] + matrix[3] * within[5] + matrix[5]
        if text.strip() and not (0 <= x <= float(page.mediabox.width) and 0 <= y <= float(page.mediabox.height)):
            found.append(text)

    page.extract_text(visitor_text=keep)
    return found


def sections(count: int, last: str) -> str:
    """A page of its own of `count` lines a section, and what comes after them."""
    lines = "".join(f"<section class='section'><p style='height: 20mm'>line {n}</p></section>" for n in range(count))
    return page(f"{lines}<section class='section'>{last}</section>")


def test_a_few_lines_left_over_are_drawn_in_to_the_page_before(renderer: ModuleType) -> None:
    airy = sections(9, "<p style='height: 30mm'>the end</p>")
    assert renderer.render(airy, "en", AT).pages == 1
    assert len(renderer.HTML(string=airy).render(stylesheets=[renderer._stylesheet("print.css")]).pages) == 2


@pytest.mark.parametrize(("last", "pages"), [("<p style='height: 200mm'>long</p>", 2), ("<p style='height: 70mm'>too much</p>", 2)])
def test_a_page_well_filled_and_one_that_nothing_spares_keep_their_air(renderer: ModuleType, last: str, pages: int) -> None:
    html = sections(9, last)
    airy = renderer.HTML(string=html).render(stylesheets=[renderer._stylesheet("print.css")])
    made = renderer._laid_out(renderer.HTML(string=html))
    assert len(made.pages) == len(airy.pages) == pages
    assert [_tops(one) for one in made.pages] == [_tops(one) for one in airy.pages]


def _tops(one: Any) -> list[float]:
    return [box.position_y for box in one._page_box.descendants() if box.element_tag == "p"]
