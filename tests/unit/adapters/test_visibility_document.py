"""The AI visibility report as a file, with its real fonts. FONTCONFIG_FILE has to be set before WeasyPrint is imported."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from pdfua import validate

from chalicelib.adapters.composer import compose
from chalicelib.adapters.packing import from_json, to_json
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.wilson import Proportion
from tests.fakes import report_facts, visibility_facts
from tests.fakes.visibility_facts import FOUR, PLATFORMS

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


@pytest.fixture(scope="module")
def renderer() -> ModuleType:
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    from chalicelib.adapters import renderer  # see the module's docstring

    return renderer


def pages(facts: VisibilityFacts, renderer: ModuleType, folder: Path, *within: str) -> list[str]:
    """The text of each page, or of a part of it, one space between its words."""
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    file = folder / "report.pdf"
    file.write_bytes(renderer.render(compose(facts), facts.title, "en-GB", AT).content)
    text = subprocess.run([pdftotext, *within, str(file), "-"], capture_output=True, text=True, check=True).stdout
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


@pytest.mark.parametrize("case", CASES)
def test_a_visibility_report_is_accessible_complete_and_without_a_warning(case: str, renderer: ModuleType, tmp_path: Path) -> None:
    facts = CASES[case]()
    pdf = renderer.render(compose(facts), facts.title, "en-GB", AT)
    assert pdf.warnings == ()  # a missing glyph, an unknown property, an unreachable file
    assert renderer.check(pdf.content) == pdf.pages <= 6
    (tmp_path / "report.pdf").write_bytes(pdf.content)
    assert [finding.message for finding in validate(str(tmp_path / "report.pdf")).findings] == []


def test_every_page_says_that_its_answers_are_recorded_samples(renderer: ModuleType, tmp_path: Path) -> None:
    feet = pages(CASES["50 prompts on 8 platforms, 20 competitors"](), renderer, tmp_path, *FOOT)
    assert len(feet) > 3
    assert all(foot.startswith("These answers are recorded samples, which no AI platform gave.") for foot in feet)


def test_a_mixture_says_on_every_page_how_many_answers_are_samples(renderer: ModuleType, tmp_path: Path) -> None:
    real = visibility_facts.facts(6, failing=0)
    facts = replace(real, results=(replace(real.results[0], is_recorded_sample=True), *real.results[1:]))
    assert all(foot.startswith("1 of 24 answers are recorded samples") for foot in pages(facts, renderer, tmp_path, *FOOT))


def test_real_answers_are_called_no_samples(renderer: ModuleType, tmp_path: Path) -> None:
    assert not any("sample" in page for page in pages(visibility_facts.facts(6), renderer, tmp_path))


def test_the_pdf_says_the_score_with_its_n_and_interval(renderer: ModuleType, tmp_path: Path) -> None:
    facts = visibility_facts.facts()
    answered = [cell for cell in facts.results if cell.is_answered]
    named = Proportion(sum(bool(cell.brand_appears) for cell in answered), len(answered))
    assert named.interval is not None
    text = " ".join(pages(facts, renderer, tmp_path))
    assert f"The visibility score is {named.percent}" in text
    assert f"named in {named.count} of {named.n} answers" in text
    assert f"95 % interval {named.interval.low * 100:.1f}–{named.interval.high * 100:.1f} %" in text
    assert f"{len(answered)} of {len(facts.results)} questions to a platform were answered" in text


def test_the_last_page_has_the_method_with_what_it_rests_on(renderer: ModuleType, tmp_path: Path) -> None:
    last = pages(visibility_facts.facts(20), renderer, tmp_path)[-1]
    assert "What this rests on" in last
    assert "Wilson interval" in last


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
