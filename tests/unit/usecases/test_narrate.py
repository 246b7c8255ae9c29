from dataclasses import replace
from datetime import date, datetime

import pytest

from chalicelib.adapters.frozen_facts import freeze, thaw
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.caller import Caller
from chalicelib.domain.facts import Facts
from chalicelib.domain.period import Period
from chalicelib.domain.report import Report, ReportKind
from chalicelib.domain.rewording.check import Refusal
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.usecases.narrate import Narrate, Narrated
from chalicelib.usecases.render_report import Outcome, RenderReport
from chalicelib.usecases.report_family import worded as worded_family
from chalicelib.usecases.request_report import PerformanceReportRequest, RequestReport
from tests.fakes import report_facts, visibility_facts
from tests.fakes.narrators import FakeNarrator, worded
from tests.fakes.renders import FakeRenderer, FakeRenderQueue
from tests.fakes.reworded import in_short, prose_of


@pytest.fixture
def narrator() -> FakeNarrator:
    return FakeNarrator(lambda content: worded(content, in_short))


@pytest.fixture
def told() -> list[Narrated]:
    return []


@pytest.fixture
def narrate(narrator: FakeNarrator, told: list[Narrated]) -> Narrate:
    return Narrate(narrator, BabelWording, told.append)


@pytest.mark.parametrize("facts", [report_facts.facts(), visibility_facts.facts()], ids=["performance", "visibility"])
def test_all_prose_is_put_into_the_models_words(facts: Facts | VisibilityFacts, narrate: Narrate, told: list[Narrated]) -> None:
    reworded = narrate(facts).reworded
    assert reworded is not None
    prose = list(prose_of(facts))
    assert {each.place: each.text for each in reworded.passages} == {
        passage.place: " ".join(in_short(passage.text).split()) for passage in prose
    }
    assert (reworded.model, reworded.asked, reworded.refused) == ("a-model", len(prose), 0)
    assert told == [Narrated(len(prose))]


def test_a_model_is_asked_once_for_a_report(narrate: Narrate, narrator: FakeNarrator) -> None:
    narrate(report_facts.facts())
    assert len(narrator.requests) == 1


def test_what_is_refused_keeps_the_rules_words(narrate: Narrate, narrator: FakeNarrator, told: list[Narrated]) -> None:
    narrator.write = lambda content: worded(content, lambda text: in_short(text) if "conversions for" in text else f"{text} Google did it.")
    reworded = narrate(report_facts.facts()).reworded
    assert reworded is not None
    assert [each.place for each in reworded.passages] == ["executive_summary.headline"]
    assert reworded.refused == reworded.asked - 1 == told[0].refused[Refusal.NAME]


@pytest.mark.parametrize("written", ["nonsense", "[]", '{"passages": []}', '{"passages": [{"id": "p99", "text": "x"}]}'])
def test_nonsense_leaves_the_facts_as_they_are(written: str, narrate: Narrate, narrator: FakeNarrator) -> None:
    narrator.write = lambda content: written
    facts = report_facts.facts()
    assert narrate(facts) == facts


def test_a_model_that_fails_leaves_the_facts_as_they_are_and_says_why(
    narrate: Narrate, narrator: FakeNarrator, told: list[Narrated]
) -> None:
    narrator.failure = "throttled"
    facts = report_facts.facts()
    assert narrate(facts) == facts
    assert [each.failure for each in told] == ["throttled"]


def test_a_report_without_prose_or_in_a_language_that_is_not_checked_asks_nobody(narrate: Narrate, narrator: FakeNarrator) -> None:
    for facts in (report_facts.facts(sections=("cover", "footer")), replace(report_facts.facts(), locale="it_IT")):
        assert narrate(facts) == facts
    assert narrator.requests == []


def test_no_name_that_a_user_gave_is_sent(narrate: Narrate, narrator: FakeNarrator) -> None:
    names = ["Zyx Brand campaign", "Qwv Shopping campaign", "Kjh Retargeting campaign"]
    facts = report_facts.facts([report_facts.account("Vbn Account", campaigns=names)], title="Plm Title")
    narrate(facts)
    (request,) = narrator.requests
    assert "{N1}" in request.content
    assert not any(word in request.content for word in ("Zyx", "Qwv", "Kjh", "Vbn", "Plm"))
    seen = visibility_facts.facts()
    narrate(seen)
    sent = narrator.requests[-1].content
    assert not any(name in sent for name in (seen.brand.name, *(rival.name for rival in seen.brand.competitors), seen.market.name))


@pytest.mark.parametrize("facts", [report_facts.facts(), visibility_facts.facts()], ids=["performance", "visibility"])
def test_what_was_said_is_frozen_with_the_facts(facts: Facts | VisibilityFacts, narrate: Narrate) -> None:
    said = narrate(facts)
    assert said.reworded is not None
    assert thaw(type(said), freeze(said)) == said


def test_facts_that_were_frozen_before_there_was_a_model_thaw() -> None:
    facts = report_facts.facts()
    assert thaw(Facts, freeze(facts)).reworded is None


def test_without_a_model_what_is_gathered_is_as_it_is() -> None:
    def gather(_report: Report, _at: datetime) -> Facts:
        return report_facts.facts()

    assert worded_family(gather, None) is gather


def test_a_render_that_starts_again_has_the_same_words_and_asks_no_more(
    render_report: RenderReport,
    request_report: RequestReport,
    renders: FakeRenderQueue,
    renderer: FakeRenderer,
    caller: Caller,
    narrate: Narrate,
    narrator: FakeNarrator,
) -> None:
    family = render_report.families[ReportKind.PERFORMANCE]
    composed: list[Facts] = []

    def compose(facts: Facts) -> str:
        composed.append(facts)
        return family.compose(facts)

    wording = replace(family, gather=worded_family(family.gather, narrate), compose=compose)
    render = replace(render_report, families={ReportKind.PERFORMANCE: wording})
    period = Period(date(2026, 4, 15), date(2026, 4, 21))
    request_report(caller, PerformanceReportRequest("weekly_check_in", ("ad_acct_00000000000000000000000001",), period), "correlation-1")

    def dies() -> None:
        renderer.meanwhile = lambda: None
        raise ConnectionError

    renderer.meanwhile = dies
    with pytest.raises(ConnectionError):
        render(renders.messages[0])
    narrator.write = lambda content: worded(content, lambda text: f"To begin with: {text}")
    assert render(renders.messages[0]) is Outcome.FINISHED
    assert len(narrator.requests) == 1
    assert composed[0] == composed[1]
    assert composed[1].reworded is not None
