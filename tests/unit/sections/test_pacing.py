from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.prose import plain
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.section import Omitted
from chalicelib.sections.pacing import NO_TARGET, view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row
from tests.fakes.targets import target


def shown(targets: list[ReportTarget], *accounts: AccountFacts) -> Mapping[str, Any]:
    made = view(replace(facts(*accounts), targets=tuple(targets)), PlainWording())
    assert not isinstance(made, Omitted)
    return made


def acme(days: int = 7) -> AccountFacts:
    return account([row(n, cost=100, conversions=5) for n in range(days)])


def test_a_row_says_actual_target_and_how_far_off() -> None:
    (line,) = shown([target("conversions", 150, "monthly")], acme())["rows"]
    assert (line["metric"], line["actual"], line["target"], line["basis"]) == ("Conversions", "35", "35", "organization's monthly 150")
    assert (line["label"].figure, line["label"].word, line["label"].tone, line["label"].arrow) == ("0.0%", "near target", "quiet", "")
    assert (line["bar"], line["mark"]) == (100.0, 100.0)


def test_over_budget_is_worse_and_under_it_is_only_said() -> None:
    over, under = (shown([target("spend", budget)], acme())["rows"][0]["label"] for budget in (500, 1000))
    assert (over.figure, over.word, over.tone) == ("+40.0%", "over budget", "bad")
    assert (under.figure, under.word, under.tone) == ("-30.0%", "under budget", "plain")


def test_missing_days_are_said_where_the_target_is() -> None:
    made = shown([target("spend", 700)], acme(days=5))
    assert made["rows"][0]["basis"] == "organization's weekly EUR 700.00; 5 of 7 days"
    assert made["rows"][0]["target"] == "EUR 500.00"
    assert plain(made["sub"]).endswith("; only days with data count, on both sides")


def test_the_finding_counts_and_names_the_furthest_off() -> None:
    targets = [target("spend", 500), target("cpa", 30), target("conversions", 34)]
    assert plain(shown(targets, acme())["headline"]) == (
        "3 targets: 1 beaten and 1 missed by more than 10%; furthest off is spend, 40.0% over budget"
    )
    assert plain(shown([target("conversions", 34)], acme())["headline"]) == "1 target: none is beaten or missed by more than 10%"


def test_the_chart_runs_up_to_what_was_reached_and_what_was_due() -> None:
    (chart,) = (each["chart"] for each in shown([target("spend", 1400)], acme(days=3))["charts"])
    assert chart["alt"].endswith("Wed 15: EUR 100.00 of EUR 200.00, Thu 16: EUR 200.00 of EUR 400.00, Fri 17: EUR 300.00 of EUR 600.00.")
    assert chart["due_end"][1] < chart["end"][1]  # upwards: more was due than was reached


def test_without_a_target_it_is_left_out() -> None:
    assert view(facts(acme()), PlainWording()) == NO_TARGET
