from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.run_before import RunBefore, run_before
from chalicelib.domain.visibility_change import VisibilityVerdict
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import visibility_metrics
from tests.fakes.cell_results import ACME, answered, failed
from tests.fakes.visibility_facts import of_results, run_of

NAMED = [answered(n, ACME, prompt=n) for n in range(12)]
SILENT = [answered(n, prompt=n) for n in range(12)]


def before(facts: VisibilityFacts) -> RunBefore | None:
    return run_before(facts, visibility_metrics(facts.results, facts.brand))


def test_a_first_run_has_nothing_before_it() -> None:
    assert before(of_results(*NAMED)) is None


def test_the_same_questions_are_compared_where_the_cells_are_at_hand() -> None:
    earlier = [*SILENT[:11], failed(11, prompt=11, platform=AiPlatform.CHATGPT)]
    change = before(of_results(*NAMED, past_runs=(run_of(*earlier),), results_before=tuple(earlier)))
    assert change is not None
    assert (change.compared, change.appeared, change.vanished) == (11, 11, 0)
    assert change.appearances.verdict is VisibilityVerdict.UP


def test_whole_runs_are_compared_where_only_figures_are_left() -> None:
    change = before(of_results(*NAMED, past_runs=(run_of(*SILENT),)))
    assert change is not None
    assert (change.compared, change.share_of_voice, change.by_category) == (None, None, {})
    assert change.by_platform[AiPlatform.CHATGPT].verdict is VisibilityVerdict.UP
    assert change.appearances.verdict is VisibilityVerdict.UP


def test_whole_runs_of_fewer_than_six_answers_get_no_verdict() -> None:
    change = before(of_results(*NAMED[:5], past_runs=(run_of(*SILENT),)))
    assert change is not None
    assert change.appearances.verdict is VisibilityVerdict.TOO_FEW_CELLS
