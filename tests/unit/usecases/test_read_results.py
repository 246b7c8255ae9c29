"""Results over the API, and what the report prints."""

from chalicelib.adapters.frozen_facts import thaw
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.usecases.read_report import ReadReport
from chalicelib.usecases.read_results import ReadResults, ResultFilter
from tests.fakes.engines import an_answer
from tests.fakes.pipeline import Pipeline
from tests.fakes.visibility_stores import Makers


def test_the_results_and_the_report_name_the_same_businesses_and_ranks(pipeline: Pipeline, make: Makers) -> None:
    config = make.prompts(make.config(make.brand(), ai_platforms=(AiPlatform.CHATGPT, AiPlatform.GEMINI)), 1)
    pipeline.engines.says[AiPlatform.CHATGPT] = an_answer("Brewtown beats Acme Coffee.")
    pipeline.engines.says[AiPlatform.GEMINI] = an_answer("- Acme Coffee\n- Brewtown")
    report = pipeline.request(pipeline.caller, config.id, None, "correlation-1").report
    read = ReadResults(ReadReport(pipeline.kept.reports, pipeline.kept.joins), pipeline.kept.cells)

    pipeline.ask(pipeline.questions.messages[0])
    assert [one.rank for one in read(pipeline.caller, report.id, ResultFilter())] == [1]

    pipeline.settle(pipeline.clock.now)
    results = read(pipeline.caller, report.id, ResultFilter())
    assert [one.rank for one in results] == [2, 1]
    made = pipeline.kept.reports.get(report.organization_id, report.id)
    frozen = pipeline.documents.get(made.facts_key)
    assert frozen is not None
    assert thaw(VisibilityFacts, frozen).results == results
    assert [one.rank for one in read(pipeline.caller, report.id, ResultFilter(platform=AiPlatform.CHATGPT))] == [2]
