"""The AI visibility report as a file, with its real fonts. FONTCONFIG_FILE has to be set before WeasyPrint is imported."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from pdfua import validate

from chalicelib.adapters.composer import compose
from chalicelib.adapters.packing import from_json, to_json
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.wilson import Proportion
from chalicelib.usecases.ports.renders import RenderedPdf
from chalicelib.usecases.render_report import language
from tests.fakes import report_facts, visibility_facts
from tests.fakes.visibility_facts import FOUR, PLATFORMS
from tests.unit.adapters.page_checks import overlaps, text_of_pages

FONTS = Path(__file__).parents[3] / "infra/layers/render/fonts.conf"
FOOT = ("-x", "0", "-y", "814", "-W", "596", "-H", "28")
"""The lowest 28 points of an A4 page, where the band is, as pdftotext takes them."""
AT = datetime(2026, 4, 22, 6, tzinfo=UTC)
LONG = "A coffee roaster whose name goes on and on, in the manner of a company that has been merged too often & Söhne"
SCRIPTS = (
    "شركة القهوة الذهبية",
    "בית הקפה",
    "春のコーヒー",
    "夏季咖啡",
    "กาแฟไทย",
    "봄 커피",
    "वसंत कॉफ़ी",
    "Кофейня Ёлка",
    "Εαρινός καφές",
    "Cà phê Việt",
    '<script>alert("x")</script> & Söhne',
)
CASES: dict[str, Callable[[], VisibilityFacts]] = {
    "24 prompts on 4 platforms": visibility_facts.facts,
    "50 prompts on 8 platforms, 20 competitors": lambda: visibility_facts.facts(
        50,
        PLATFORMS,
        of=visibility_facts.brand(competitors=[f"Competitor {n}" for n in range(20)]),
        categories=[f"Category {n}" for n in range(14)],
        sites=[f"site{n}.example" for n in range(60)],
        past=14,
        failing=0.05,
        sample=True,
    ),
    "one prompt on one platform, no past": lambda: visibility_facts.facts(1, FOUR[:1], past=0, failing=0),
    "a clear rise": lambda: visibility_facts.facts(lift=0.35, past=12),
    "no competitor": lambda: visibility_facts.facts(6, of=visibility_facts.brand(competitors=())),
    "never named": lambda: visibility_facts.facts(6, lift=-2),
    "no answer": lambda: visibility_facts.facts(4, failing=2, past=1),
    "every script": lambda: visibility_facts.facts(
        11, of=visibility_facts.brand("شركة القهوة", SCRIPTS), questions=SCRIPTS, categories=SCRIPTS, title="تقرير الظهور Acme"
    ),
    "long names": lambda: visibility_facts.facts(
        10, PLATFORMS, of=visibility_facts.brand(LONG, [f"{LONG} {n}" for n in range(4)]), questions=[LONG * 6], categories=[LONG]
    ),
}


type Render = Callable[[VisibilityFacts], RenderedPdf]


@pytest.fixture(scope="module")
def renderer() -> ModuleType:
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    from chalicelib.adapters import renderer  # see the module's docstring

    return renderer


@pytest.fixture(scope="module")
def render(renderer: ModuleType) -> Render:
    """Makes a report's PDF. The same page makes the same bytes (test_renderer.py): what several tests read is made once."""
    made = cache(lambda html, tag: renderer.render(html, tag, AT))
    return lambda facts: made(compose(facts), language(facts.locale))


def pages(facts: VisibilityFacts, render: Render, folder: Path, *within: str) -> list[str]:
    """The text of each page, or of a part of it, one space between its words."""
    file = folder / "report.pdf"
    file.write_bytes(render(facts).content)
    return [" ".join(page.split()) for page in text_of_pages(file, *within)]


@pytest.mark.parametrize("case", CASES)
def test_a_visibility_report_is_accessible_complete_and_without_a_warning(
    case: str, render: Render, renderer: ModuleType, tmp_path: Path
) -> None:
    facts = CASES[case]()
    pdf = render(facts)
    assert pdf.warnings == ()  # a missing glyph, an unknown property, an unreachable file
    assert renderer.check(pdf.content) == pdf.pages <= 6
    (tmp_path / "report.pdf").write_bytes(pdf.content)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []


@pytest.mark.parametrize("locale", ["de_DE", "fr_FR", "es_419", "pt_BR", "ja_JP"])
@pytest.mark.parametrize("case", ["50 prompts on 8 platforms, 20 competitors", "no answer"])
def test_in_every_language_it_is_whole_and_nothing_overlaps(
    case: str, locale: str, render: Render, renderer: ModuleType, tmp_path: Path
) -> None:
    facts = replace(CASES[case](), locale=locale)
    pdf = render(facts)
    assert pdf.warnings == ()
    assert renderer.check(pdf.content) == pdf.pages <= 7
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf.content)
    assert [finding.message for finding in validate(str(file)).findings] == []
    assert overlaps(file) == []


def test_every_page_says_that_its_answers_are_recorded_samples(render: Render, tmp_path: Path) -> None:
    feet = pages(CASES["50 prompts on 8 platforms, 20 competitors"](), render, tmp_path, *FOOT)
    assert len(feet) > 3
    assert all(foot.startswith("These answers are recorded samples, which no AI platform gave.") for foot in feet)


def test_a_mixture_says_on_every_page_how_many_answers_are_samples(render: Render, tmp_path: Path) -> None:
    real = visibility_facts.facts(6, failing=0)
    facts = replace(real, results=(replace(real.results[0], is_recorded_sample=True), *real.results[1:]))
    assert all(foot.startswith("1 of 24 answers are recorded samples") for foot in pages(facts, render, tmp_path, *FOOT))


def test_real_answers_are_called_no_samples(render: Render, tmp_path: Path) -> None:
    assert not any("sample" in page for page in pages(visibility_facts.facts(6), render, tmp_path))


def test_the_pdf_says_the_score_with_its_n_and_interval(render: Render, tmp_path: Path) -> None:
    facts = visibility_facts.facts()
    answered = [cell for cell in facts.results if cell.is_answered]
    named = Proportion(sum(bool(cell.brand_appears) for cell in answered), len(answered))
    assert named.interval is not None
    text = " ".join(pages(facts, render, tmp_path))
    assert f"The visibility score is {named.percent}" in text
    assert f"named in {named.count} of {named.n} answers" in text
    assert f"95 % interval {named.interval.low * 100:.1f}–{named.interval.high * 100:.1f} %" in text
    assert f"{len(answered)} of {len(facts.results)} questions to a platform were answered" in text


@pytest.mark.parametrize("prompts", [1, 6, 12, 20, 24])
def test_what_the_report_rests_on_never_stands_alone_on_the_last_page(prompts: int, render: Render, tmp_path: Path) -> None:
    last = pages(visibility_facts.facts(prompts), render, tmp_path)[-1]
    assert "What this rests on" in last
    assert "Pages that an answer gives as its sources" in last


@pytest.mark.parametrize("name", ["Acme", LONG])
@pytest.mark.parametrize("past", [0, 12])
@pytest.mark.parametrize("categories", [4, 8])
def test_the_tables_of_platforms_and_of_categories_never_part(
    name: str, past: int, categories: int, render: Render, tmp_path: Path
) -> None:
    names = [f"Category {n}" for n in range(categories)]
    facts = visibility_facts.facts(12, PLATFORMS, of=visibility_facts.brand(name), past=past, sample=True, categories=names, failing=0.1)
    printed = pages(facts, render, tmp_path)
    (of_platforms,) = [page for page in printed if "Share of each platform's answers" in page]
    assert all(platform.label in of_platforms.split("Share of each platform's answers")[1] for platform in PLATFORMS)
    (of_categories,) = [page for page in printed if "by category of question" in page]
    table, _, grid = of_categories.split("by category of question")[1].partition("By category and platform")
    assert all(name in table and name in grid for name in names)


def test_a_small_report_leaves_no_table_for_the_next_page_that_has_room_on_this(render: Render, tmp_path: Path) -> None:
    first, *_ = pages(visibility_facts.facts(1, FOUR[:1], past=3, failing=0), render, tmp_path)
    assert "All answered questions are in one category: Recommendation" in first


@pytest.mark.parametrize("prompts", range(5, 14))
def test_no_page_ends_with_the_head_of_a_group_of_questions(prompts: int, render: Render, tmp_path: Path) -> None:
    facts = visibility_facts.facts(prompts, FOUR[:3], seed=prompts)
    heads = (
        "no competitor is named in more",
        "a competitor is named in more",
        "at most half",
        "and a competitor is named",
        "or a competitor",
    )
    assert not [page for page in pages(facts, render, tmp_path) if page.partition(f" {facts.report_id}")[0].endswith(heads)]


def test_the_method_begins_on_the_page_that_has_room_for_it(render: Render, tmp_path: Path) -> None:
    assert "How this was counted" in (before := pages(visibility_facts.facts(24), render, tmp_path)[-2])
    assert "Wilson interval" in before


@pytest.mark.parametrize("sample", [True, False])
def test_a_page_begins_at_its_top_whatever_it_begins_with(*, sample: bool, render: Render, tmp_path: Path) -> None:
    facts = visibility_facts.facts(12, PLATFORMS, sample=sample, failing=0)
    head = pages(facts, render, tmp_path, "-x", "0", "-y", "56", "-W", "596", "-H", "18")[1]
    assert "Named most" in head or "clearly ahead" in head


LONGEST = "Visibility of a roasting company and of all that it sells in the German-speaking countries and beyond: ".ljust(198, "x") + "yz"


def test_the_head_of_a_page_has_the_longest_title_in_full(render: Render, tmp_path: Path) -> None:
    template = replace(visibility_facts.facts(1).template, name="A template " + "with a name " * 7)
    facts = visibility_facts.facts(6, title=LONGEST, template=template)
    left, right = (pages(facts, render, tmp_path, "-x", x, "-y", "0", "-W", "350", "-H", "56")[1] for x in ("0", "352"))
    assert left.replace(" ", "") == LONGEST.replace(" ", "")
    assert right == f"{template.name.strip()} · 21 April 2026"


def test_the_foot_of_a_sample_page_has_room_for_a_long_key(render: Render, tmp_path: Path) -> None:
    facts = visibility_facts.facts(6, sample=True)
    facts = replace(facts, template=replace(facts.template, key="k" * 64))
    foot = pages(facts, render, tmp_path, *FOOT)[1]
    assert foot.startswith("These answers are recorded samples, which no AI platform gave.") or "k" * 64 in foot
    assert "2 / 4" in foot.replace("\u00a0", " ")


def test_a_title_that_no_head_has_room_for_is_in_full_on_the_cover() -> None:
    title = "春のコーヒー焙煎所" * 22
    html = compose(visibility_facts.facts(2, title=title))
    assert f'<span class="running-title" dir="auto">{title[:139]}…</span>' in html
    assert f">{title}</h1>" in html


def test_two_runs_of_one_day_have_their_times_under_the_trend(render: Render, tmp_path: Path) -> None:
    facts = visibility_facts.facts(6, past=2)
    earlier = replace(facts.past_runs[-1], day=facts.day, at=facts.at - timedelta(hours=2))
    first = pages(replace(facts, past_runs=(facts.past_runs[0], earlier)), render, tmp_path)[0]
    assert "times in Berlin time" in first
    assert "09:00" in first
    assert "11:00" in first


def test_what_a_user_or_a_platform_wrote_is_escaped_and_isolated() -> None:
    html = compose(CASES["every script"]())
    assert "<script" not in html
    assert "<bdi>&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; Söhne</bdi>" in html
    assert '<h1 dir="auto" class="title">تقرير الظهور Acme</h1>' in html


def test_a_report_of_one_kind_takes_no_section_of_the_other() -> None:
    with pytest.raises(KeyError):
        compose(visibility_facts.facts(1, sections=("visibility_cover", "abi")))
    with pytest.raises(KeyError):
        compose(report_facts.facts(sections=("cover", "share_of_voice")))


def test_without_a_cover_the_page_has_its_title() -> None:
    html = compose(visibility_facts.facts(1, sections=("share_of_voice",)))
    assert html.count("<h1") == 1


def test_frozen_facts_make_the_same_page() -> None:
    facts = CASES["50 prompts on 8 platforms, 20 competitors"]()
    assert compose(from_json(VisibilityFacts, to_json(VisibilityFacts, facts))) == compose(facts)
