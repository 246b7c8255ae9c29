from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.decision import Decision, EntryType
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import plain
from chalicelib.domain.section import Omitted
from chalicelib.sections.anomalies import TOO_FEW_DAYS, view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import WEEK, account, facts, row

BEFORE = [row(n, name, cost=100 + n % 4, conversions=5) for n in range(-28, 0) for name in "ab"]


def block(of: Facts) -> Mapping[str, Any]:
    made = view(of, PlainWording())
    assert not isinstance(made, Omitted)
    first: Mapping[str, Any] = made["blocks"][0]
    return first


def days(**unusual: float) -> list[DailyMetrics]:
    """A calm week of two campaigns, but for the cost of campaign b on the days given as `d3=400`."""
    return [row(n, name, cost=unusual.get(f"d{n}", 101) if name == "b" else 101, conversions=5) for n in range(7) for name in "ab"]


def test_an_unusual_day_is_told_with_its_usual_range_and_the_campaign_behind_it() -> None:
    made = block(facts(account([*BEFORE, *days(d3=400)])))
    assert made["headline"].startswith("1 of 7 days left the range of the 28 days before; furthest out is ")
    (line,) = made["rows"]
    assert line["day"] == "Sat 18"
    assert (line["figures"][0]["label"], line["figures"][0]["value"], line["figures"][0]["arrow"]) == ("Spend", "EUR 501.00", "▲")
    assert plain(line["behind"]) == "\u2068Campaign b\u2069: +298.50 EUR against its mean of the 28 days"  # 400 − 101.5


def test_what_the_log_says_of_the_day_stands_beside_it() -> None:
    of = account([*BEFORE, *days(d3=400)])
    at = datetime(2026, 4, 18, tzinfo=UTC)
    entry = Decision(
        "1", "org", of.identity.ad_account_id, WEEK.start + timedelta(days=3), EntryType.EDIT, "Sale began", None, (), None, at
    )
    elsewhere = replace(entry, decided_on=WEEK.start)
    assert block(replace(facts(of), decisions=(entry, elsewhere)))["rows"][0]["log"] == ["Sale began"]


def test_a_calm_week_says_that_no_day_left_the_range() -> None:
    made = block(facts(account([*BEFORE, *days()])))
    assert (made["headline"], made["rows"], made["charts"]) == ("No day left the range of the 28 days before", [], [])


def test_most_days_outside_are_a_new_level() -> None:
    made = block(facts(account([*BEFORE, *days(**{f"d{n}": 300 for n in range(6)})])))
    assert made["headline"] == "6 of 7 days left the range of the 28 days before: a new level rather than single days"
    assert len(made["rows"]) == 6
    assert "more" not in made["sub"]


def test_a_quiet_period_tells_fewer_days_than_a_volatile_one() -> None:
    quiet = block(facts(account([*BEFORE, *days(d1=118, d2=119, d3=120)])))
    assert len(quiet["rows"]) == thresholds.ANOMALY_DAYS["quiet"]
    assert quiet["sub"].endswith("days furthest out are told, 1 more is only marked")
    volatile = block(facts(account([*BEFORE, *days(d1=1180, d2=1190, d3=1200)])))
    assert len(volatile["rows"]) == 3
    assert "more" not in volatile["sub"]


def test_too_few_days_before_leave_it_out() -> None:
    assert view(facts(account([row(0, cost=1)])), PlainWording()) == TOO_FEW_DAYS


def test_currencies_without_an_unusual_day_are_told_of_together() -> None:
    euro, dollar = account([*BEFORE, *days()], name="A"), account([*BEFORE, *days()], name="B", currency="USD")
    pound = account([*BEFORE, *days(d3=400)], name="C", currency="GBP")
    made = view(facts(euro, dollar, pound), PlainWording())
    assert not isinstance(made, Omitted)
    assert [(each["currency"], len(each["rows"])) for each in made["blocks"]] == [("GBP", 1), ("EUR, USD", 0)]
    assert made["blocks"][1]["sub"].startswith("EUR: volatility ")


def test_a_day_is_named_beside_its_mark_where_no_other_name_stands() -> None:
    assert named(block(facts(account([*BEFORE, *days(d0=400, d2=400)])))) == ["Wed 15", "Fri 17"]
    assert named(block(facts(account([*BEFORE, *days(d3=400, d5=400)])))) == ["", ""]  # one runs to the right, the other to the left


def named(made: Mapping[str, Any]) -> list[str]:
    return [mark["label"] for mark in made["charts"][0]["outside"]]
