from datetime import timedelta

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis import Sentiment
from chalicelib.domain.cell_result import ResultStatus, read_together
from chalicelib.domain.report import Report, ReportStatus, moved
from chalicelib.messages import AnswerRequested
from chalicelib.usecases.ask_question import AskOutcome
from chalicelib.usecases.ports.engines import AskFailed, AskLater
from tests.fakes.engines import NAMES_OTHERS, an_answer
from tests.fakes.pipeline import Pipeline, never
from tests.fakes.visibility_stores import Makers

RATE_LIMITED = AskLater(30, "The platform is busy")
OVERLOADED = AskLater(None, "The platform is overloaded")


@pytest.fixture
def report(pipeline: Pipeline, make: Makers) -> Report:
    """A one-off of two prompts for ChatGPT, its questions sent."""
    config = make.prompts(make.config(make.brand(), location="Munich", ai_platforms=(AiPlatform.CHATGPT,)), 2)
    return pipeline.request(pipeline.caller, config.id, None, "correlation-1").report


@pytest.fixture
def first(pipeline: Pipeline, report: Report) -> AnswerRequested:
    return pipeline.questions.messages[0]


def test_a_question_reaches_its_platform_with_its_market(pipeline: Pipeline, first: AnswerRequested) -> None:
    assert pipeline.ask(first) is AskOutcome.ANSWERED
    (question,) = pipeline.engines.asked
    assert (question.prompt, question.platform) == ("Which coffee? (0)", AiPlatform.CHATGPT)
    assert (question.country, question.language, question.location, question.timeout) == ("Germany", "German", "Munich", 120)


def test_an_answer_is_measured_and_stored(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    pipeline.ask(first)
    (result,) = pipeline.results(report)
    assert (result.number, result.status, result.model, result.attempts) == (0, ResultStatus.ANSWERED, "model-1", 1)
    assert (result.brand_appears, result.sentiment) == (True, Sentiment.POSITIVE)
    assert [(business.name, business.rank) for business in read_together([result])[0].businesses] == [("Acme Coffee", 1)]
    assert [citation.domain for citation in result.citations] == ["acme.example"]
    assert (result.tokens_in, result.tokens_out, result.asked_at) == (10, 20, pipeline.clock.now)


def test_only_the_last_answer_sends_the_report_on(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    pipeline.ask(first)
    assert len(pipeline.renders) == 0
    pipeline.ask(pipeline.questions.messages[1])
    assert [message.report_id for message in pipeline.renders.messages] == [report.id]


def test_the_same_question_again_asks_nobody_and_leaves_the_join_once_more(pipeline: Pipeline, first: AnswerRequested) -> None:
    pipeline.ask(first)
    assert pipeline.ask(first) is AskOutcome.NOT_NEEDED
    assert len(pipeline.engines.asked) == 1
    pipeline.ask(pipeline.questions.messages[1])
    pipeline.ask(first)
    assert len(pipeline.renders) == 2  # the render's claim makes it one


def test_while_one_worker_has_the_cell_another_keeps_off(pipeline: Pipeline, first: AnswerRequested) -> None:
    seen: list[AskOutcome] = []

    def second_worker() -> None:
        pipeline.engines.meanwhile = lambda: None
        seen.append(pipeline.ask(first))

    pipeline.engines.meanwhile = second_worker
    assert pipeline.ask(first) is AskOutcome.ANSWERED
    assert (seen, len(pipeline.engines.asked)) == ([AskOutcome.NOT_NEEDED], 1)


def test_a_worker_that_lost_its_lease_stores_nothing(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    def overtaken() -> None:
        pipeline.engines.meanwhile = lambda: None
        pipeline.clock.pass_(seconds=160)
        pipeline.ask(first)
        pipeline.engines.says[AiPlatform.CHATGPT] = an_answer(NAMES_OTHERS)

    pipeline.engines.meanwhile = overtaken
    assert pipeline.ask(first) is AskOutcome.TAKEN_OVER
    (result,) = pipeline.results(report)
    assert (result.attempts, result.brand_appears) == (2, True)


@pytest.mark.parametrize(("later", "at_least", "at_most"), [(RATE_LIMITED, 30, 36), (OVERLOADED, 1, 6)])
def test_what_may_pass_is_asked_again_after_a_delay_and_not_raised(
    pipeline: Pipeline, report: Report, first: AnswerRequested, later: AskLater, at_least: int, at_most: int
) -> None:
    pipeline.engines.says[AiPlatform.CHATGPT] = later
    assert pipeline.ask(first) is AskOutcome.ASKED_AGAIN_LATER
    assert pipeline.results(report) == ()
    again = pipeline.questions.waiting[-1]
    assert again.message == first
    assert timedelta(seconds=at_least) <= again.visible_at - pipeline.clock.now <= timedelta(seconds=at_most)


def test_a_question_that_is_asked_again_is_answered(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    pipeline.engines.says[AiPlatform.CHATGPT] = RATE_LIMITED
    pipeline.ask(first)
    pipeline.engines.says.clear()
    pipeline.clock.pass_(seconds=36)
    assert pipeline.ask(first) is AskOutcome.ANSWERED
    assert pipeline.results(report)[0].attempts == 2


def test_after_a_quarter_of_an_hour_a_cell_fails_with_what_the_platform_last_said(pipeline: Pipeline, report: Report) -> None:
    pipeline.engines.says[AiPlatform.CHATGPT] = RATE_LIMITED
    pipeline.settle(pipeline.clock.now)
    results = pipeline.results(report)
    assert [(one.status, one.error_code, one.error_message) for one in results] == [
        (ResultStatus.FAILED, "no_answer_in_time", "The platform is busy")
    ] * 2
    assert all(one.attempts > 10 for one in results)
    ended = pipeline.kept.reports.get("acme", report.id)
    assert (ended.status, ended.failure.code) == (ReportStatus.FAILED, "no_answers")
    assert "The platform is busy" in ended.failure.message


def test_what_will_not_pass_fails_its_cell_at_once(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    pipeline.engines.says[AiPlatform.CHATGPT] = AskFailed("key_refused", "The platform refuses the key")
    assert pipeline.ask(first) is AskOutcome.FAILED
    (result,) = pipeline.results(report)
    assert (result.error_code, result.error_message, result.brand_appears) == ("key_refused", "The platform refuses the key", None)


def test_a_bug_is_raised_and_the_cell_is_closed_in_time_all_the_same(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    pipeline.engines.says[AiPlatform.CHATGPT] = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        pipeline.ask(first)
    pipeline.clock.pass_(minutes=15)
    assert pipeline.ask(first) is AskOutcome.FAILED
    assert pipeline.results(report)[0].error_code == "timed_out"


def test_a_report_that_was_cancelled_asks_no_more(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    pipeline.kept.reports.save(moved(report, ReportStatus.CANCELLED, pipeline.clock.now, "key-1"))
    assert pipeline.ask(first) is AskOutcome.NOT_NEEDED
    assert pipeline.engines.asked == []


def test_a_report_that_is_gone_asks_nothing(pipeline: Pipeline, first: AnswerRequested) -> None:
    assert pipeline.ask(first.model_copy(update={"report_id": "ad_rpt_gone"})) is AskOutcome.NOT_NEEDED


def test_a_cell_that_nobody_ever_claimed_closes_after_a_day(pipeline: Pipeline, report: Report) -> None:
    pipeline.questions.waiting.clear()
    pipeline.ask(AnswerRequested(organization_id="acme", report_id=report.id, number=0, correlation_id="1"))
    for _ in range(100):
        pipeline.questions.waiting.clear()
        pipeline.clock.pass_(minutes=15)
        pipeline.tick(pipeline.clock.now, "tick", never)
    assert [one.error_code for one in pipeline.results(report)] == [None, "not_asked_in_time"]
    assert len(pipeline.renders) >= 1


def test_the_longer_nobody_claims_a_cell_the_rarer_its_question_is_sent_again(pipeline: Pipeline, report: Report) -> None:
    sent = 0
    for _ in range(12 * 20):
        pipeline.questions.waiting.clear()
        pipeline.clock.pass_(minutes=5)
        pipeline.tick(pipeline.clock.now, "tick", never)
        sent += len(pipeline.questions)
    assert 0 < sent <= 2 * 9


def test_a_stray_message_renders_no_report_whose_questions_are_open(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    pipeline.ask(first)
    pipeline.ask(pipeline.questions.messages[1])
    stray = pipeline.renders.messages[0]
    pipeline.kept.joins.sets["acme", report.id] = {1}
    pipeline.render(stray)
    assert pipeline.kept.reports.get("acme", report.id).is_asking
    pipeline.kept.joins.sets["acme", report.id] = set()
    pipeline.render(stray)
    assert pipeline.kept.reports.get("acme", report.id).status is ReportStatus.READY


def test_one_platform_that_is_down_fails_its_cells_and_not_the_report(pipeline: Pipeline, make: Makers) -> None:
    config = make.prompts(make.config(make.brand(), ai_platforms=(AiPlatform.CHATGPT, AiPlatform.GROK)), 2)
    pipeline.engines.says[AiPlatform.GROK] = AskFailed("platform_not_configured", "This deployment has no way of asking grok")
    report = pipeline.request(pipeline.caller, config.id, None, "1").report
    pipeline.settle(pipeline.clock.now)
    ready = pipeline.kept.reports.get("acme", report.id)
    assert ready.status is ReportStatus.READY
    assert (ready.figures.total_results, ready.figures.failed_results) == (2, 2)


def test_an_answer_of_any_length_is_measured_whole_and_kept_as_far_as_an_item_holds(
    pipeline: Pipeline, report: Report, first: AnswerRequested
) -> None:
    pipeline.engines.says[AiPlatform.CHATGPT] = an_answer("Coffee is good. " * 20_000 + "So is Acme Coffee.")
    pipeline.ask(first)
    (result,) = pipeline.results(report)
    assert result.brand_appears
    assert result.response is not None
    assert len(result.response.encode()) <= 200_000
    assert result.response.endswith("[…]")


def test_a_cell_that_waits_for_its_next_attempt_is_nobodys(pipeline: Pipeline, report: Report, first: AnswerRequested) -> None:
    pipeline.engines.says[AiPlatform.CHATGPT] = OVERLOADED
    pipeline.ask(first)
    work = pipeline.kept.cells.work("acme", report.id, [0])[0]
    assert (work.attempts, work.lease_until) == (1, None)
