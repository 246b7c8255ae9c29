from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.decision import Decision, EntryType, Outcome
from chalicelib.domain.metric import Metric
from chalicelib.domain.section import Omitted
from chalicelib.sections.activity_log import NO_ENTRY, view
from tests.fakes.plain_wording import PlainWording
from tests.fakes.rows import WEEK, account, facts, row

AT = datetime(2026, 4, 15, tzinfo=UTC)
ENTRY = Decision("1", "org", "ad_acct_Acme", WEEK.start, EntryType.DECISION, "Raised the budget", None, (), None, AT)
ACME = account([row(n, "a", cost=100, conversions=5 if n < 0 else 10) for n in range(-7, 7)])


def shown(*entries: Decision) -> Mapping[str, Any]:
    made = view(replace(facts(ACME), decisions=entries), PlainWording())
    assert not isinstance(made, Omitted)
    return made


def test_entries_come_by_day_and_are_counted_by_kind() -> None:
    later = replace(ENTRY, id="2", decided_on=WEEK.end, entry_type=EntryType.ANOMALY, text="Payments failed")
    made = shown(later, ENTRY)
    assert made["headline"] == "2 entries in the activity log: 1 decision and 1 thing noticed"
    assert [(line["day"], line["type"], line["text"]) for line in made["rows"]] == [
        ("Wed 15", "Decision", "Raised the budget"),
        ("Tue 21", "Noticed", "Payments failed"),
    ]


def test_an_outcome_is_printed_as_its_author_measured_it() -> None:
    measured = Outcome(Metric.CPA, Decimal(25), Decimal(20), "14 days")
    (line,) = shown(replace(ENTRY, entry_type=EntryType.OUTCOME, outcome=measured))["rows"]
    assert line["outcome"]["figures"] == "CPA EUR 25.00 → EUR 20.00"
    assert (line["outcome"]["label"].figure, line["outcome"]["label"].word) == ("-20.0%", "better")
    assert line["outcome"]["basis"] == "over 14 days, as written"


def test_a_decision_without_one_says_what_came_after_it() -> None:
    (line,) = shown(ENTRY)["rows"]
    assert (line["outcome"]["figures"], line["outcome"]["label"].word) == ("CPA EUR 20.00 → EUR 10.00", "better")


def test_a_decision_of_the_last_days_is_too_young_to_judge() -> None:
    (line,) = shown(replace(ENTRY, decided_on=WEEK.end))["rows"]
    assert line["outcome"] == {"figures": "", "label": None, "basis": "too early to say: 1 day since"}


def test_the_campaign_is_named_and_one_that_is_unknown_has_its_id() -> None:
    known, unknown = shown(replace(ENTRY, campaign_id="a"), replace(ENTRY, id="2", campaign_id="x9"))["rows"]
    assert (known["campaign"], unknown["campaign"]) == ("Campaign a", "x9")


def test_the_last_entries_of_too_many_are_printed_and_the_others_counted() -> None:
    many = [replace(ENTRY, id=f"{n:03}", created_at=AT + timedelta(minutes=n), text=f"{n}") for n in range(thresholds.LOG_ROWS + 3)]
    made = shown(*many)
    assert (len(made["rows"]), made["rows"][0]["text"]) == (thresholds.LOG_ROWS, "3")
    assert made["sub"].endswith("; 3 earlier entries are not printed")


def test_a_long_text_is_cut_and_entries_of_other_days_are_left_out() -> None:
    (line,) = shown(replace(ENTRY, text="x" * 5000), replace(ENTRY, id="2", decided_on=WEEK.start - timedelta(days=1)))["rows"]
    assert (len(line["text"]), line["text"][-1]) == (thresholds.LOG_CHARACTERS, "…")


def test_without_an_entry_it_is_left_out() -> None:
    assert view(facts(ACME), PlainWording()) == NO_ENTRY
