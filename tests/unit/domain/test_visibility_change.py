from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.visibility_change import MIN_COMPARED_CELLS, VisibilityVerdict, visibility_change
from chalicelib.domain.wilson import Proportion
from tests.fakes.cell_results import ACME, BREWCO, answered, failed

UP, DOWN, UNCLEAR, TOO_FEW = VisibilityVerdict


def run(pattern: str, platform: AiPlatform = AiPlatform.CHATGPT, first: int = 0) -> list[CellResult]:
    """One cell for each character: `+` names the brand, `-` a competitor, `x` failed."""
    return [
        failed(first + n, prompt=n, platform=platform)
        if mark == "x"
        else answered(first + n, ACME if mark == "+" else BREWCO, prompt=n, platform=platform)
        for n, mark in enumerate(pattern)
    ]


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        ("+" * 10, "-" * 10, UP),
        ("-" * 10, "+" * 10, DOWN),
        ("++++++-----", "+++++------", UNCLEAR),
        ("+" * 10, "+" * 10, UNCLEAR),
        ("-" * 10, "-" * 10, UNCLEAR),
        ("+" * MIN_COMPARED_CELLS, "-" * MIN_COMPARED_CELLS, UP),
        ("+" * (MIN_COMPARED_CELLS - 1), "-" * (MIN_COMPARED_CELLS - 1), TOO_FEW),
        ("", "", TOO_FEW),
    ],
)
def test_a_change_is_up_or_down_only_outside_the_noise(now: str, before: str, verdict: VisibilityVerdict) -> None:
    assert visibility_change(run(now), run(before)).appearances.verdict is verdict


def test_the_same_difference_is_clear_where_the_rest_stayed_and_noise_where_everything_moves() -> None:
    # 50 → 59 of 100 both times: nine cells turned one way, or 29 one way and 20 the other.
    steady = visibility_change(run("+" * 59 + "-" * 41), run("+" * 50 + "-" * 50)).appearances
    restless = visibility_change(run("+" * 30 + "-" * 20 + "+" * 29 + "-" * 21), run("+" * 50 + "-" * 50)).appearances
    assert steady.difference == restless.difference == Decimal("0.09")
    assert (steady.verdict, restless.verdict) == (UP, UNCLEAR)


def test_only_what_was_answered_both_times_is_compared() -> None:
    change = visibility_change(run("++++++++x++"), run("--x-----++"))
    assert (change.compared, change.answered) == (8, 10)
    assert (change.appearances.now, change.appearances.before) == (Proportion(8, 8), Proportion(1, 8))


def test_a_platform_that_failed_last_time_does_not_move_the_comparison() -> None:
    now = run("++++++") + run("------", AiPlatform.GROK, first=6)
    before = run("++++++") + run("xxxxxx", AiPlatform.GROK, first=6)
    change = visibility_change(now, before)
    assert change.appearances.difference == 0
    assert set(change.by_platform) == {AiPlatform.CHATGPT}


def test_a_prompt_in_other_words_is_another_prompt() -> None:
    now = [replace(cell, prompt_text="Another question?") for cell in run("++++++")]
    change = visibility_change(now, run("------"))
    assert (change.compared, change.appearances.verdict, change.appearances.difference) == (0, TOO_FEW, None)


def test_each_platform_and_category_is_compared_for_itself() -> None:
    now = run("++++++++") + [replace(cell, category="beans") for cell in run("--------", AiPlatform.GROK, first=8)]
    before = run("--------") + run("++++++++", AiPlatform.GROK, first=8)
    change = visibility_change(now, before)
    assert {platform.value: part.verdict for platform, part in change.by_platform.items()} == {"chatgpt": UP, "grok": DOWN}
    assert {category: part.verdict for category, part in change.by_category.items()} == {"coffee": UP, "beans": DOWN}
    assert change.appearances.verdict is UNCLEAR


def test_the_answers_that_turned_are_named() -> None:
    change = visibility_change(run("++--"), run("+-+-"))
    assert [cell.number for cell in change.appeared] == [1]
    assert [cell.number for cell in change.vanished] == [2]


def test_share_of_voice_is_compared_over_the_same_answers() -> None:
    change = visibility_change(run("++++++++++x"), run("----------+"))
    assert (change.share_of_voice.now, change.share_of_voice.before) == (Proportion(10, 10), Proportion(0, 10))
    assert change.share_of_voice.verdict is UP


def test_share_of_voice_without_a_voice_is_not_judged() -> None:
    silent = [answered(n, "Kettle", prompt=n) for n in range(8)]
    assert visibility_change(run("++++++++"), silent).share_of_voice.verdict is TOO_FEW
