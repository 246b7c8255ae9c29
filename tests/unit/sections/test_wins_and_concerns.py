from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.facts import AccountFacts
from chalicelib.domain.prose import plain
from chalicelib.domain.report_target import ReportTarget
from chalicelib.domain.section import Omitted
from chalicelib.sections.wins_and_concerns import NOTHING_JUDGED, view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import account, facts, row
from tests.fakes.targets import target


def shown(targets: list[ReportTarget], *accounts: AccountFacts) -> Mapping[str, Any]:
    made = view(replace(facts(*accounts), targets=tuple(targets)), PlainWording())
    assert not isinstance(made, Omitted)
    return made


def week(costs: Mapping[str, float], conversions: Mapping[str, float]) -> AccountFacts:
    return account([row(n, name, cost=cost, conversions=conversions[name]) for n in range(-7, 7) for name, cost in costs.items()])


def test_a_finding_leads_with_its_figure_and_says_what_stands_behind_it() -> None:
    acme = week({"a": 50, "b": 40, "c": 10}, {"a": 2, "b": 4, "c": 0.1})
    made = shown([target("cpa", 12)], acme)
    leads = [plain(each["lead"]) for each in made["concerns"]]
    assert leads == [  # by how far off × the part of the spend: 7.33 × 0.1, 1.08 × 0.5, 0.37 × 1
        "CPA EUR 100.00, 733.3% over target · \u2068Campaign c\u2069",
        "CPA EUR 25.00, 108.3% over target · \u2068Campaign a\u2069",
        "CPA EUR 16.39, 36.6% over target",
    ]
    assert plain(made["concerns"][2]["detail"]) == (
        "The target is EUR 12.00. Largest campaigns on the worse side: "
        "\u2068Campaign a\u2069 (EUR 25.00) and \u2068Campaign c\u2069 (EUR 100.00)."
    )
    assert [plain(each["lead"]) for each in made["wins"]] == ["CPA EUR 10.00, 16.7% under target · \u2068Campaign b\u2069"]


def test_the_headline_counts_and_names_what_to_look_at_first() -> None:
    made = shown([target("spend", 500)], week({"a": 100}, {"a": 5}))
    assert plain(made["headline"]) == "No wins and 1 concern; first to look at: spend, 40.0% over budget"


def test_no_more_than_three_of_each_are_named() -> None:
    names = {f"{n}": 20.0 for n in range(5)}
    made = shown([target("cpa", 1)], week(names, dict.fromkeys(names, 1.0)))
    assert len(made["concerns"]) == thresholds.FINDINGS
    assert made["sub"].endswith("; 3 more are not printed")


def test_nothing_off_is_said() -> None:
    made = shown([target("spend", 700)], week({"a": 100}, {"a": 5}))
    assert plain(made["headline"]) == "Nothing is more than 10% off"


def test_with_nothing_to_hold_a_figure_against_it_is_left_out() -> None:
    assert view(facts(account([row(0, cost=1, conversions=1)])), PlainWording()) == NOTHING_JUDGED
