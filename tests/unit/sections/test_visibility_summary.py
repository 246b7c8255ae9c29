from typing import Any

from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.prose import plain
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.sections.visibility_summary import view
from tests.fakes.cell_results import ACME, BREWCO, DRIPPY, answered, failed
from tests.fakes.visibility_facts import of_results, run_of

CHATGPT, CLAUDE = AiPlatform.CHATGPT, AiPlatform.CLAUDE


def told(facts: VisibilityFacts) -> tuple[str, str]:
    made: Any = view(facts, BabelWording("en_GB"))
    text = (plain(made["headline"]), " ".join(plain(sentence) for sentence in made["lede"]))
    return text[0].translate({0x2068: None, 0x2069: None}), text[1].translate({0x2068: None, 0x2069: None})


def test_the_answer_says_how_often_and_that_the_brand_is_first_most_often() -> None:
    headline, lede = told(of_results(answered(0, ACME, BREWCO), answered(1, ACME, prompt=2), answered(2, BREWCO, prompt=3)))
    assert headline == "Acme Coffee is named in 2 of 3 answers, and first more often than any other business recognised"
    assert "Of the businesses recognised it comes first in 2 of 3 answers, BrewCo in 1." in lede


def test_who_comes_first_more_often_is_named() -> None:
    headline, _ = told(of_results(answered(0, BREWCO, ACME), answered(1, DRIPPY, prompt=2), answered(2, BREWCO, prompt=3)))
    assert headline == "Acme Coffee is named in 1 of 3 answers; BrewCo comes first most often"


def test_answers_without_a_tracked_business_are_not_said_to_name_none() -> None:
    assert "The answers name none of the tracked businesses." in told(of_results(answered(0), answered(1, prompt=2)))[1]


def test_of_a_tie_for_the_first_place_nothing_is_said() -> None:
    headline, _ = told(of_results(answered(0, ACME), answered(1, BREWCO, prompt=2)))
    assert headline == "Acme Coffee is named in 1 of 2 answers"


def test_a_platform_that_gave_no_answer_is_named() -> None:
    _, lede = told(of_results(answered(0, ACME), failed(1, platform=CLAUDE), failed(2, platform=CLAUDE, prompt=2)))
    assert "Claude gave no answer: 2 of 3 questions to a platform failed and are in no figure." in lede


def test_no_platform_is_called_ahead_inside_the_noise() -> None:
    close = [answered(n, *([ACME] if n % 2 else []), prompt=n, platform=(CHATGPT, CLAUDE)[n // 6]) for n in range(12)]
    assert "No platform is clearly ahead of another." in told(of_results(*close))[1]


def test_the_platforms_that_are_clearly_apart_are_said_with_their_counts() -> None:
    apart = [answered(n, *([ACME] if n < 10 else []), prompt=n, platform=(CHATGPT, CLAUDE)[n // 10]) for n in range(20)]
    assert "ChatGPT names it most (in 10 of 10 answers), Claude least (in 0 of 10)." in told(of_results(*apart))[1]


def test_failures_are_said_and_are_in_no_figure() -> None:
    headline, lede = told(of_results(answered(0, ACME), failed(1), failed(2, prompt=2)))
    assert headline.startswith("Acme Coffee is named in the only answer")
    assert "2 of 3 questions to a platform failed and are in no figure." in lede


def test_where_to_look_first_are_the_questions_that_competitors_have_to_themselves() -> None:
    lost = [answered(n, BREWCO, *([DRIPPY] if n else []), prompt=n) for n in range(3)]
    lede = told(of_results(*lost, answered(3, prompt=3), answered(4, ACME, BREWCO, prompt=4)))[1]
    assert "Look first at the 3 questions whose answers name competitors and not the brand, most often BrewCo (in each)." in lede


def test_a_change_is_told_only_with_its_verdict() -> None:
    now, before = [answered(n, ACME, prompt=n) for n in range(12)], [answered(n, prompt=n) for n in range(12)]
    up = of_results(*now, past_runs=(run_of(*before),), results_before=tuple(before))
    assert (
        "Its share is up 100 points since 14 April 2026 (0.0 → 100.0 over all answers; +100 points on the 12 asked in both)." in told(up)[1]
    )
    same = of_results(*now, past_runs=(run_of(*now),), results_before=tuple(now))
    assert (
        "Since 14 April 2026 there is no clear change (100.0 → 100.0 over all answers; 0 points on the 12 asked in both)." in told(same)[1]
    )


def test_where_no_platform_answered_that_is_the_answer() -> None:
    headline, lede = told(of_results(failed(0), failed(1, prompt=2)))
    assert headline == "No AI platform answered"
    assert lede.startswith("All 2 questions to the platforms failed")
