"""What the tables of a visibility report say: each figure worked out in the test, each budget summed up to the whole."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import sqrt
from typing import Any

import pytest

from chalicelib import sections
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain import thresholds
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted
from chalicelib.domain.visibility_facts import VisibilityFacts
from tests.fakes import visibility_facts
from tests.fakes.cell_results import ACME, BREWCO, DRIPPY, answered, failed
from tests.fakes.visibility_facts import PLATFORMS, of_results, run_of

CHATGPT, CLAUDE, GROK, PERPLEXITY = AiPlatform.CHATGPT, AiPlatform.CLAUDE, AiPlatform.GROK, AiPlatform.PERPLEXITY


def made(section: str, facts: VisibilityFacts) -> Any:
    return sections.load(section).view(facts, BabelWording("en_GB"))


def percent(printed: str) -> Decimal:
    return Decimal(printed.removesuffix("\u202f%"))


def wilson(count: int, n: int) -> tuple[float, float]:
    p, z = count / n, 1.959964
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n) * 100, (middle + half) / (1 + z * z / n) * 100


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_wherever_a_rank_is_printed_it_is_said_among_whom() -> None:
    facts = of_results(answered(0, ACME, BREWCO))
    figures = {figure["label"]: figure for figure in made("visibility_score", facts)["figures"]}
    assert figures["Average rank"]["interval"] == "among the businesses recognised"
    assert figures["Named first"]["of"] == "1 of 1 answer, of those recognised"
    assert made("share_of_voice", facts)["sub"].endswith("; rank among the businesses recognised")
    rank = dict(made("visibility_method", visibility_facts.facts())["definitions"])["Rank"]
    assert "The brand and its listed competitors are recognised everywhere" in rank


def test_tone_is_told_under_the_method_with_how_well_it_agrees_with_a_reader() -> None:
    facts = visibility_facts.facts()
    assert "Positive tone" not in {figure["label"] for figure in made("visibility_score", facts)["figures"]}
    tone = dict(made("visibility_method", facts)["definitions"])["Tone"]
    assert "agreed with a reader in 52 of 64 answers" in tone
    assert sum(int(word) for word in tone.split(": ")[1].replace(",", " ").split(".")[0].split() if word.isdigit()) == sum(
        bool(cell.brand_appears) for cell in facts.answered
    )


def test_the_score_is_answers_that_name_the_brand_of_answers_that_there_are() -> None:
    results = [answered(n, *([ACME] if n < 3 else [BREWCO]), prompt=n) for n in range(4)]
    view = made("visibility_score", of_results(*results, failed(4, prompt=4)))
    low, high = wilson(3, 4)
    assert (view["score"], view["counted"], view["interval"]) == (
        "75.0",
        "named in 3 of 4 answers",
        f"95\u202f% interval {low:.1f}–{high:.1f}\u202f%",
    )
    assert view["headline"].startswith("The visibility score is 75.0: this market's first run")
    assert (view["before"], view["trend"]) == (None, None)


def test_a_clear_change_of_the_score_says_its_points_and_what_it_is_made_of() -> None:
    now, before = [answered(n, ACME, prompt=n) for n in range(10)], [answered(n, *([ACME] * (n < 2)), prompt=n) for n in range(10)]
    view = made("visibility_score", of_results(*now, past_runs=(run_of(*before),), results_before=tuple(before)))
    assert view["headline"] == "The visibility score is 100.0: up 80 points since 14 April 2026"
    assert view["before"]["lines"] == [
        "since 14 April 2026",
        "20.0 → 100.0 over all answers; +80 points on the 10 asked in both",
        "8 newly named, 0 no longer",
    ]


def test_two_runs_of_one_day_are_told_apart() -> None:
    results = [answered(n, ACME, prompt=n) for n in range(10)]
    earlier = run_of(*results, at=visibility_facts.AT - timedelta(hours=1, minutes=30))
    facts = of_results(*results, past_runs=(earlier,), results_before=tuple(results))
    view = made("visibility_score", facts)
    assert view["headline"] == "The visibility score is 100.0: no clear change since the run of 09:30 (Berlin time)"
    assert _labels(view["trend"]) == ["21 Apr 09:30", "21 Apr 11:00"]
    assert view["trend"]["zone"] == "Berlin time"
    assert "21 April 2026, 09:30 100.0" in view["trend"]["alt"]
    assert made("platform_matrix", facts)["since"] == made("category_table", facts)["since"] == "09:30"


def test_two_runs_of_one_minute_are_numbered() -> None:
    results = [answered(n, ACME, prompt=n) for n in range(10)]
    facts = of_results(*results, past_runs=(run_of(*results), run_of(*results, at=visibility_facts.AT + timedelta(seconds=-1))))
    assert _labels(made("visibility_score", facts)["trend"]) == ["14 Apr", "21 Apr 10:59", "21 Apr 11:00"]
    again = replace(facts, at=visibility_facts.AT + timedelta(seconds=-1))
    assert _labels(made("visibility_score", again)["trend"]) == ["14 Apr", "21 Apr 10:59", "21 Apr #2"]


def _labels(trend: dict[str, Any]) -> list[str]:
    return [f"{day['label']} {day['time']}".strip() for day in trend["days"]]


def test_days_without_room_on_the_axis_are_named_in_part_the_last_of_them_always() -> None:
    facts = visibility_facts.facts(4, failing=0, past=12)
    view: Any = sections.load("visibility_score").view
    english = view(facts, BabelWording("en_GB"))["trend"]["days"]
    portuguese = view(facts, BabelWording("pt_BR"))["trend"]["days"]
    assert (len(english), len(portuguese)) == (13, 7)
    assert [label["x"] for label in portuguese] == [label["x"] for label in english][::2]


def test_the_cover_has_a_long_markets_name_in_full() -> None:
    market = replace(of_results(answered(0)).market, name="Independent cafés " * 12)
    view = made("visibility_cover", of_results(answered(0), market=market))
    assert (view["market"], view["is_long_market"]) == (market.name, True)


def test_the_cover_has_a_long_place_in_full() -> None:
    market = replace(of_results(answered(0)).market, country="A country with a long name " * 3, location="A quarter with a long name " * 7)
    view = made("visibility_cover", of_results(answered(0), market=market))
    assert (view["places"], view["are_long_places"]) == ([market.location, market.country], True)


def test_the_trend_has_a_whisker_for_each_run_on_one_scale_from_0_to_100() -> None:
    results = [answered(n, *([ACME] if n < 3 else []), prompt=n) for n in range(4)]
    trend = made("visibility_score", of_results(*results, past_runs=(run_of(answered(0)), run_of(answered(0, ACME)))))["trend"]
    ticks = {tick["label"]: tick["y"] for tick in trend["ticks"]}
    assert [mark["y"] for mark in trend["past"]] == [ticks["0"], ticks["100"]]
    assert trend["now"]["y"] == ticks["75"]
    assert trend["now"]["low"] > trend["now"]["y"] > trend["now"]["high"]
    assert "21 April 2026 75.0\u202f%" in trend["alt"]
    assert _labels(trend) == ["14 Apr 11:00", "14 Apr #2", "21 Apr"]
    assert trend["zone"] == "Berlin time"


def test_the_trend_keeps_the_newest_runs_of_a_long_past() -> None:
    trend = made("visibility_score", visibility_facts.facts(past=30))["trend"]
    assert len(trend["past"]) == thresholds.PAST_RUNS
    assert trend["days"][-2]["label"] == "14 Apr"


def test_platforms_are_ordered_by_share_and_one_that_failed_is_last_and_not_absent() -> None:
    results = [
        answered(0, platform=CLAUDE),
        answered(1, ACME, platform=CHATGPT),
        failed(2, platform=CHATGPT, prompt=2),
        failed(3, platform=GROK),
    ]
    rows = made("platform_matrix", of_results(*results))["rows"]
    assert [(row["name"], row["share"], row["counted"], row["failed"]) for row in rows] == [
        ("ChatGPT", "100\u202f%", "1 of 1", "1"),
        ("Claude", "0\u202f%", "0 of 1", "–"),
        ("Grok", "n/a", "no answer", "1"),
    ]
    assert rows[2]["track"] is None


def test_a_platform_that_can_not_be_compared_says_why() -> None:
    now = [answered(n, platform=platform, prompt=1) for n, platform in enumerate((CHATGPT, CLAUDE, GROK))]
    now.append(failed(3, platform=PERPLEXITY))
    then = [answered(0, platform=CHATGPT, prompt=2), failed(1, platform=CLAUDE), answered(2, platform=PERPLEXITY)]
    rows = made("platform_matrix", of_results(*now, past_runs=(run_of(*then),), results_before=tuple(then)))["rows"]
    assert {row["name"]: row["incomparable"] for row in rows} == {
        "ChatGPT": "other questions then",
        "Claude": "no answer then",
        "Grok": "not asked then",
        "Perplexity": "no answer now",
    }


def test_a_platforms_whisker_lies_where_its_interval_is() -> None:
    results = [answered(n, *([ACME] if n < 18 else []), prompt=n) for n in range(24)]
    row = made("platform_matrix", of_results(*results))["rows"][0]
    low, high = wilson(18, 24)
    assert row["interval"] == f"{low:.0f}–{high:.0f}\u202f%"
    assert (row["track"].at, row["track"].low) == (75.0, round(low, 1))
    assert row["track"].width == pytest.approx(high - low, abs=0.1)


def test_times_are_of_the_schedules_zone_on_every_page() -> None:
    late = replace(answered(0, ACME), asked_at=datetime(2026, 4, 20, 22, 30, tzinfo=UTC))
    facts = of_results(late, gathered_at=datetime(2026, 4, 20, 22, 40, tzinfo=UTC))
    assert made("visibility_cover", facts)["asked"] == "21 April 2026, 00:30 Berlin time"
    method = made("visibility_method", facts)
    assert (method["zone"], method["platforms"][0]["when"]) == ("Berlin time", "00:30")
    assert "as stored on 21 April 2026, 00:40 Berlin time" in " ".join(map(plain, made("visibility_footer", facts)["sentences"]))
    assert made("visibility_cover", replace(facts, timezone="UTC"))["asked"] == "20 April 2026, 22:30 UTC"


def test_answers_around_midnight_say_their_days() -> None:
    results = [replace(answered(n, prompt=n), asked_at=datetime(2026, 4, 20, hour, 30, tzinfo=UTC)) for n, hour in enumerate((21, 22))]
    facts = of_results(*results)
    assert made("visibility_cover", facts)["asked"] == "20 April 2026, 23:30 – 21 April 2026, 00:30 Berlin time"
    assert made("visibility_method", facts)["platforms"][0]["when"] == "20 Apr 23:30 – 21 Apr 00:30"


@pytest.mark.parametrize("seed", range(4))
def test_shares_of_voice_and_of_citations_add_up_to_100_as_printed(seed: int) -> None:
    rivals, sites = [f"Rival {n}" for n in range(20)], [f"site{n}.example" for n in range(30)]
    facts = visibility_facts.facts(20, PLATFORMS, of=visibility_facts.brand(competitors=rivals), sites=sites, seed=seed)
    for section in ("share_of_voice", "citations"):
        rows = made(section, facts)["rows"]
        assert len(rows) == 10
        assert sum(percent(row["share"]) for row in rows) == 100


def test_the_brands_own_shares_are_the_ones_beside_its_score() -> None:
    facts = visibility_facts.facts(24)
    beside = {figure["label"]: figure["value"] for figure in made("visibility_score", facts)["figures"]}
    assert [row["share"] for row in made("share_of_voice", facts)["rows"] if row["is_brand"]] == [beside["Share of voice"]]
    assert [row["share"] for row in made("citations", facts)["rows"] if row["is_own"]] == [beside["Own site cited"]]


def test_the_grid_counts_answers_by_category_and_platform() -> None:
    results = [
        answered(0, ACME, category="price", platform=CHATGPT),
        answered(1, category="price", platform=CHATGPT, prompt=2),
        failed(2, category="price", platform=CLAUDE),
        answered(3, ACME, category="taste", platform=CLAUDE, prompt=3),
    ]
    grid = made("category_table", of_results(*results))["grid"]
    assert grid["platforms"] == ["ChatGPT", "Claude"]
    assert {row["name"]: [field["figure"] for field in row["fields"]] for row in grid["rows"]} == {
        "price": ["1/2", "–"],
        "taste": ["–", "1/1"],
    }


def test_many_categories_are_summed_up_to_the_whole_and_alike_in_table_and_grid() -> None:
    facts = visibility_facts.facts(50, PLATFORMS, categories=[f"c{n}" for n in range(20)], failing=0.1)
    told = made("category_table", facts)
    rows = told["rows"]
    assert [row["name"] for row in told["grid"]["rows"]] == [row["name"] for row in rows]
    assert len(rows) == thresholds.CATEGORIES
    assert rows[-1]["name"] == f"Other ({20 - len(rows) + 1} categories)"
    counted = [tuple(map(int, row["counted"].split(" of "))) for row in rows]
    assert sum(n for _, n in counted) == len(facts.answered)
    assert sum(count for count, _ in counted) == sum(bool(cell.brand_appears) for cell in facts.answered)
    assert sum(int(row["prompts"]) for row in rows) == 50
    assert sum(number(row["failed"].replace("–", "0")) for row in rows) == len(facts.results) - len(facts.answered)


def test_share_of_voice_is_mentions_of_the_brand_and_its_competitors_and_of_no_other() -> None:
    view = made("share_of_voice", of_results(answered(0, (ACME, 3), BREWCO, ("Corner Roast", 9)), answered(1, (DRIPPY, 2), prompt=2)))
    rows = {row["name"]: row for row in view["rows"]}
    assert {name: (row["share"], row["mentions"], row["answers"], row["rank"]) for name, row in rows.items()} == {
        ACME: ("50.0\u202f%", "3", "1", "1.0"),
        DRIPPY: ("33.3\u202f%", "2", "1", "1.0"),
        BREWCO: ("16.7\u202f%", "1", "1", "2.0"),
        "Mute": ("0.0\u202f%", "0", "0", "–"),
    }
    assert [row["name"] for row in view["rows"] if row["is_brand"]] == [ACME]
    assert "Corner Roast" in plain(view["others"])


def test_a_competitor_with_more_mentions_is_said() -> None:
    view = made("share_of_voice", of_results(answered(0, ACME, (BREWCO, 4))))
    assert plain(view["headline"]).translate({0x2068: None, 0x2069: None}) == "Acme Coffee has 1 of 5 mentions; only BrewCo has more"


def test_of_twenty_competitors_the_brand_is_shown_and_the_rest_is_summed() -> None:
    brand = visibility_facts.brand(competitors=[f"Rival {n}" for n in range(20)])
    facts = visibility_facts.facts(30, of=brand, lift=-0.6)
    rows = made("share_of_voice", facts)["rows"]
    assert len(rows) == thresholds.VOICES
    assert sum(row["is_brand"] for row in rows) == 1
    whole = sum(business.mentions for cell in facts.answered for business in cell.businesses if business.name != "Corner Roast")
    assert sum(number(row["mentions"]) for row in rows) == whole
    assert rows[-1]["name"].startswith("Other competitors (")


def test_each_prompt_has_a_mark_per_platform() -> None:
    results = [
        answered(0, ACME, BREWCO, platform=CHATGPT),
        answered(1, BREWCO, platform=CLAUDE),
        failed(2, platform=GROK),
    ]
    view = made("prompts_won_and_lost", of_results(*results))
    row = view["groups"][0]["rows"][0]
    assert view["platforms"] == ["ChatGPT", "Claude", "Grok"]
    assert [mark["sign"] for mark in row["marks"]] == ["●", "○", "–"]
    assert (row["named"], row["first"], plain(row["instead"]).translate({0x2068: None, 0x2069: None})) == ("1 of 2", "1", "BrewCo (2)")


def test_a_prompt_that_names_a_rival_more_often_is_not_won() -> None:
    behind = [answered(0, BREWCO, ACME), answered(1, BREWCO, ACME, platform=CLAUDE), answered(2, BREWCO, platform=GROK)]
    view = made("prompts_won_and_lost", of_results(*behind, answered(3, ACME, prompt=2)))
    assert [group["head"] for group in view["groups"]] == ["Won: 1 question", "Named in most, behind a rival: 1 question"]
    assert " wins 1 of 2 questions, trails a rival on 1 and loses none to competitors" in plain(view["headline"])


def test_prompts_are_grouped_by_standing_and_none_is_lost_on_the_way() -> None:
    facts = visibility_facts.facts(50, PLATFORMS, lift=-0.2)
    view = made("prompts_won_and_lost", facts)
    groups = view["groups"]
    listed = sum(len(group["rows"]) for group in groups)
    assert listed + sum(int(group["more"].split()[1]) for group in groups if group["more"]) == 50
    assert (listed + len(view["appendix"]), view["unlisted"]) == (50, "")
    assert max(len(row["line"]) for row in view["appendix"]) <= thresholds.APPENDIX_CHARACTERS
    assert sum(int(group["head"].rpartition(": ")[2].split()[0]) for group in groups) == 50
    assert max(len(group["rows"]) for group in groups) <= max(thresholds.PROMPTS_PER_STANDING.values()) + 1


def test_a_long_prompt_is_cut_and_says_so() -> None:
    view = made("prompts_won_and_lost", of_results(answered(0, ACME, prompt_text="why\n" * 500)))
    text = view["groups"][0]["rows"][0]["text"]
    assert len(text) <= thresholds.PROMPT_CHARACTERS
    assert text.startswith("why why")
    assert text.endswith("…")


def test_the_brands_own_site_is_among_the_cited_ones_however_rare() -> None:
    cites = tuple(f"https://site{n}.example/" for n in range(20))
    results = [answered(n, cites=cites, prompt=n) for n in range(3)]
    view = made("citations", of_results(*results, answered(3, cites=("https://www.acmecoffee.com/menu",), prompt=3)))
    own = [row for row in view["rows"] if row["is_own"]]
    assert [(row["name"], row["citations"], row["answers"]) for row in own] == [("acmecoffee.com", "1", "1 of 4")]
    assert sum(number(row["citations"]) for row in view["rows"]) == 61
    assert plain(view["headline"]) == "The answers cite 21 sites; 1 of 61 citations is of the brand's own"


def test_answers_without_a_source_are_a_finding() -> None:
    view = made("citations", of_results(answered(0, ACME)))
    assert (plain(view["headline"]), view["rows"]) == ("The answers cite no source", [])


def test_the_method_names_each_platforms_model_and_why_it_failed() -> None:
    results = [
        answered(0, platform=CHATGPT, model="gpt-9"),
        failed(1, "wrong_key", platform=GROK),
        failed(2, "wrong_key", platform=GROK, prompt=2),
    ]
    chatgpt, grok = made("visibility_method", of_results(*results))["platforms"]
    assert (chatgpt["models"], chatgpt["answered"], chatgpt["failed"], chatgpt["when"]) == ("gpt-9", "1", "0", "11:00")
    assert (grok["models"], grok["answered"], grok["failed"]) == ("–", "0", "2")
    assert grok["failures"] == [{"count": "2", "code": "wrong_key", "message": "It was wrong_key"}]


def test_a_recorded_sample_is_called_no_models_answer() -> None:
    results = [answered(0, model="gpt-9"), answered(1, prompt=2, model="gpt-9", is_recorded_sample=True)]
    assert made("visibility_method", of_results(*results))["platforms"][0]["models"] == "gpt-9 (1), recorded sample (1)"


def test_the_footer_names_what_was_looked_for() -> None:
    told = " ".join(map(plain, made("visibility_footer", of_results(answered(0, ACME)))["sentences"]))
    for name in (ACME, "Acme", "acmecoffee.com", BREWCO, DRIPPY, "Mute"):
        assert f"\u2068{name}\u2069" in told
    assert "samples" not in told
    assert "which your account team has" in told
    assert "/v1/" not in told


def test_the_footer_says_how_many_answers_are_samples() -> None:
    facts = of_results(answered(0, ACME, is_recorded_sample=True), answered(1, prompt=2))
    assert facts.is_sample
    assert "1 of 2 answers are samples" in " ".join(map(plain, made("visibility_footer", facts)["sentences"]))


@pytest.mark.parametrize(
    "section", ["visibility_score", "platform_matrix", "category_table", "share_of_voice", "prompts_won_and_lost", "citations"]
)
def test_without_an_answer_a_table_says_why_it_is_left_out(section: str) -> None:
    view = made(section, of_results(failed(0)))
    assert isinstance(view, Omitted)
    assert view.reason == "No platform answered, so there is nothing to measure."
