import re
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted
from chalicelib.sections.ai_insights import view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row


def block(*accounts: AccountFacts) -> Mapping[str, Any]:
    made = view(facts(*accounts), PlainWording())
    assert not isinstance(made, Omitted)
    first: Mapping[str, Any] = made["blocks"][0]
    return first


def test_the_drivers_add_up_to_the_whole_change() -> None:
    rows = [row(-7, f"{n}", conversions=n) for n in range(9)] + [row(0, f"{n}", conversions=2 * n) for n in range(9)]
    made = block(account(rows))["drivers"]
    assert [(line["name"], line["figure"]) for line in made["rows"]] == [
        *(("Campaign 8", "+8"), ("Campaign 7", "+7"), ("Campaign 6", "+6"), ("Campaign 5", "+5")),
        ("Other (5 campaigns)", f"+{0 + 1 + 2 + 3 + 4}"),
    ]
    assert made["total"] == f"+{sum(range(9))}"


def test_bars_run_from_a_common_zero() -> None:
    before = [row(n - 7, name, conversions=of) for n in range(7) for name, of in (("a", 6), ("b", 2))]
    now = [row(n, name, conversions=of) for n in range(7) for name, of in (("a", 0), ("b", 4))]
    worse, better = block(account(before + now))["drivers"]["rows"]
    assert (worse["start"], worse["width"], worse["zero"], worse["tone"]) == (0.0, 75.0, 75.0, "bad")
    assert (better["start"], better["width"], better["zero"], better["tone"]) == (75.0, 25.0, 75.0, "good")


def test_a_cpa_is_taken_apart_into_its_factors() -> None:
    before = [row(n - 7, cost=100, clicks=50, impressions=1000, conversions=5) for n in range(7)]
    now = [row(n, cost=100, clicks=40, impressions=1000, conversions=5) for n in range(7)]
    told = {each["label"]: each for each in block(account(before + now))["changes"]}
    assert told["CPA"]["from_to"] == "EUR 20.00 → EUR 20.00"
    assert told["CPA"]["factors"] == "CPC +25.0%, conversion rate +25.0%"


def test_what_is_missing_and_what_is_noise_is_said() -> None:
    rows = [row(n, cost=100 + n % 2, conversions=5) for n in range(-7, 7) if n not in (1, 2)]
    told = [plain(sentence) for sentence in block(account(rows))["uncertain"]]
    assert told[0] == "Changes compare 5 of 7 days: a day that is missing on one side is left out on both."
    assert told[1].startswith("Spend (")
    assert told[2] == "\u2068Acme\u2069 has no data for Thu 16 and Fri 17."


def test_only_the_first_of_the_metrics_that_begin_a_sentence_has_its_capital() -> None:
    rows = [row(n, cost=100 + 9 * (n % 3), clicks=50 + n % 4, impressions=1000, conversions=5 + n % 2) for n in range(-7, 7)]
    (noise,) = [sentence for each in block(account(rows))["uncertain"] if "no more than days differ" in (sentence := plain(each))]
    assert re.match(r"Spend \([^)]+\), conversions \([^)]+\), CTR ", noise), noise


def test_without_days_before_it_compares_nothing_and_says_so() -> None:
    made = block(account([row(n, cost=10, conversions=1) for n in range(7)]))
    assert (made["drivers"], made["changes"]) == (None, [])
    assert plain(made["uncertain"][0]) == "No day of 2026-04-08 to 2026-04-14 has data, so nothing is compared with the week before."


def test_noise_is_no_finding_and_its_bars_are_neither_good_nor_bad() -> None:
    before = [row(n - 7, name, conversions=10 + n % 3) for n in range(7) for name in "ab"]
    now = [row(n, name, conversions=12 - n % 3 - (name == "a")) for n in range(7) for name in "ab"]
    made = block(account(before + now))
    assert plain(made["headline"]) == "No clear change in conversions, and where to look next"
    assert made["drivers"]["title"] == "Where it differs: conversions"
    assert {line["tone"] for line in made["drivers"]["rows"]} == {"quiet"}


def test_too_few_days_head_no_finding() -> None:
    rows = [row(n, name, conversions=9 if n < 0 else 8) for n in (-7, -6, 0, 1) for name in "ab"]
    assert plain(block(account(rows))["headline"]) == "Too few days to say what moved conversions"


def test_campaigns_that_moved_a_metric_equally_far_are_named_alike() -> None:
    def headline(names: str) -> str:
        rows = [row(n, name, conversions=1 if n < 0 else 2) for n in range(-7, 7) for name in names]
        return plain(block(account(rows))["headline"]).translate({0x2068: None, 0x2069: None})

    assert headline("ab") == "Campaign a (+7) and Campaign b (+7) moved conversions most, of +14 in all"
    assert headline("abcd") == "4 campaigns moved conversions most, equally far: +7 each, of +28 in all"


def test_figures_of_the_days_compared_are_said_to_be() -> None:
    rows = [row(n, name, cost=10, conversions=5 if n < 0 else 6) for n in range(-7, 7) if n not in (-5, 3) for name in "ab"]
    made = block(account(rows))
    assert made["compared"] == "5 of 7 days"
    assert made["changes"][0]["from_to"] == "50 → 60"
    assert block(account([row(n, conversions=5) for n in range(-7, 7)]))["compared"] == ""
