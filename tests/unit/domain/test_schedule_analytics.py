from datetime import UTC, date, datetime
from decimal import Decimal

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.schedule_analytics import schedule_analytics
from chalicelib.domain.visibility_run import PromptRun, VisibilityRun
from chalicelib.domain.wilson import Proportion

CHATGPT, GROK = AiPlatform.CHATGPT, AiPlatform.GROK


def _run(report_id: str, chatgpt: Proportion, grok: Proportion, text: str = "Which coffee?") -> VisibilityRun:
    whole = chatgpt + grok
    by_prompt = (PromptRun("prompt-1", text, whole),)
    by_platform = ((GROK, grok), (CHATGPT, chatgpt))
    return VisibilityRun(
        report_id,
        "config-1",
        None,
        date(2026, 4, 22),
        datetime(2026, 4, 22, 9, tzinfo=UTC),
        is_sample=False,
        appearances=whole,
        failed=0,
        by_platform=by_platform,
        by_prompt=by_prompt,
    )


def test_each_run_counts_once_however_many_regions_and_answers_it_has() -> None:
    small = [_run("1", Proportion(1, 1), Proportion(1, 1))]
    large = [_run("2", Proportion(0, 10), Proportion(0, 10)), _run("3", Proportion(5, 10), Proportion(5, 10))]
    analytics = schedule_analytics({"first": small, "second": large})
    assert (analytics.runs, analytics.avg_visibility) == (2, Decimal("62.5"))
    assert analytics.platforms == ((CHATGPT, Proportion(6, 21)), (GROK, Proportion(6, 21)))


def test_a_run_without_an_answer_is_passed_over() -> None:
    nothing = _run("1", Proportion(0, 0), Proportion(0, 0))
    analytics = schedule_analytics({"first": [nothing], "second": []})
    assert (analytics.runs, analytics.avg_visibility, analytics.platforms, analytics.prompts) == (0, None, (), ())


def test_a_prompts_history_is_in_the_order_of_runs_and_in_its_last_words() -> None:
    runs = {
        "first": [_run("1", Proportion(1, 2), Proportion(0, 0), "Old words?")],
        "second": [_run("2", Proportion(2, 2), Proportion(0, 0), "New words?")],
    }
    (prompt,) = schedule_analytics(runs).prompts
    assert (prompt.prompt_text, prompt.points) == ("New words?", (("first", Proportion(1, 2)), ("second", Proportion(2, 2))))
