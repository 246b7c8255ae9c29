"""A page whose prose is in a model's words: printed as the rules' is, and never unchecked."""

import os
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from chalicelib.adapters import branding
from chalicelib.adapters.composer import compose
from chalicelib.adapters.frozen_facts import freeze, thaw
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.facts import Facts
from chalicelib.domain.rewording.reworded import Reworded, RewordedPassage
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.usecases.narrate import Narrate
from tests.fakes import report_facts, visibility_facts
from tests.fakes.narrators import FakeNarrator, worded
from tests.fakes.reworded import in_short

FONTS = Path(__file__).parents[3] / "infra/layers/render/fonts.conf"


@pytest.fixture(scope="module")
def renderer() -> ModuleType:
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    from chalicelib.adapters import renderer  # WeasyPrint reads the variable when it is imported

    return renderer


def narrated[F: Facts | VisibilityFacts](facts: F, model: str = "a-model") -> F:
    def ignore(_what: object) -> None:
        pass

    return Narrate(FakeNarrator(lambda content: worded(content, in_short), model), BabelWording, ignore)(facts)


@pytest.mark.parametrize("facts", [report_facts.facts(), visibility_facts.facts()], ids=["performance", "visibility"])
def test_the_models_words_are_printed_and_the_report_says_so(facts: Facts | VisibilityFacts) -> None:
    html, own = compose(narrated(facts)), compose(facts)
    assert '<h2 class="headline">In short: ' in html
    assert "language model (a-model)" in html
    assert "here in 0 of" in html
    assert "In short" not in own
    assert "language model" not in own


def test_names_stay_isolated_shortened_and_escaped_and_figures_as_printed() -> None:
    long = "<b>Prospecting</b> – " + "look-alike " * 8
    facts = report_facts.facts([report_facts.account(campaigns=[long, "تسوق"])])
    html = compose(narrated(facts))
    assert "<b>Prospecting" not in html
    lede = html[html.index('class="lede"') : html.index("</p>", html.index('class="lede"'))]
    assert lede.startswith('class="lede">In short: ')
    assert '<bdi class="name' in lede
    assert "…" in lede
    assert "{N" not in html
    assert "Spend rose 15.0\u202f%." in lede


def test_a_models_name_is_escaped() -> None:
    assert "&lt;i&gt;m" in compose(narrated(report_facts.facts(), "<i>m"))


@pytest.mark.parametrize("facts", [report_facts.facts(), visibility_facts.facts()], ids=["performance", "visibility"])
def test_made_again_from_its_snapshot_it_has_the_same_page(facts: Facts | VisibilityFacts, renderer: ModuleType) -> None:
    """And so the same bytes: test_renderer.py."""
    said = narrated(facts)
    thawed = thaw(type(said), freeze(said))
    page, pictures = compose(said), branding.assets(said)
    assert (compose(thawed), branding.assets(thawed), thawed.gathered_at) == (page, pictures, said.gathered_at)
    assert renderer.render(page, "en-GB", said.gathered_at, pictures).warnings == ()


@pytest.mark.parametrize("text", ["Spend fell 99 %.", "{N1} {N2}", "", "<script>"])
def test_words_that_the_rules_do_not_bear_out_any_more_are_not_printed(text: str) -> None:
    facts = report_facts.facts()
    changed = replace(facts, reworded=Reworded("a-model", 1, 0, (RewordedPassage("executive_summary.headline", text),)))
    headline = '<h2 class="headline">'
    own, other = compose(facts), compose(changed)
    assert other[other.index(headline) :].split("</h2>")[0] == own[own.index(headline) :].split("</h2>")[0]
