from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.row_judgement import MAX_FIGURE, RawRow, Refusal, judge, judge_all

GOOD: dict[str, Any] = {
    "date": "2026-03-01",
    "campaign_id": "c1",
    "campaign_name": "Brand",
    "cost": Decimal("12.30"),
    "impressions": 1000,
    "clicks": 30,
    "conversions": Decimal("1.5"),
    "conversion_value": "60.00",
}
METRICS = DailyMetrics(date(2026, 3, 1), "c1", "Brand", Decimal("12.3"), 1000, 30, Decimal("1.5"), Decimal(60))


def judged(**fields: Any) -> DailyMetrics | Refusal:
    return judge(RawRow(7, GOOD | fields), "EUR")


def refusal(**fields: Any) -> Refusal:
    verdict = judged(**fields)
    assert isinstance(verdict, Refusal)
    return verdict


def test_a_good_row_becomes_metrics() -> None:
    assert judged() == METRICS


def test_a_files_cells_and_jsons_numbers_say_the_same() -> None:
    cells = {name: str(value) for name, value in GOOD.items()}
    assert judge(RawRow(1, cells), "EUR") == METRICS


def test_optional_fields_are_read_and_empty_ones_are_unknown() -> None:
    verdict = judged(rank_lost_impression_share="0.25", budget_lost_impression_share=" ", currency="eur")
    assert verdict == replace(METRICS, rank_lost_impression_share=Decimal("0.25"))


@pytest.mark.parametrize("field", list(GOOD))
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_field_is_named(field: str, value: object) -> None:
    assert refusal(**{field: value}) == Refusal(7, field, "is missing")


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("cost", "-0.01", "is negative"),
        ("cost", Decimal("-1"), "is negative"),
        ("conversions", -1, "is negative"),
        ("cost", Decimal("NaN"), "finite"),
        ("cost", Decimal("Infinity"), "finite"),
        ("cost", "NaN", "not a number"),
        ("cost", "inf", "not a number"),
        ("cost", "1,5", "not a number"),
        ("cost", "1_000", "not a number"),
        ("cost", "٣", "not a number"),
        ("cost", "9" * 500, "not a number"),
        ("cost", True, "not a number"),
        ("cost", [], "not a number"),
        ("cost", "1e13", "is larger than"),
        ("cost", 10**4000, "is larger than"),
        ("cost", Decimal("1e999999"), "is larger than"),
        ("impressions", "1.5", "whole number"),
        ("clicks", Decimal("0.1"), "whole number"),
        ("rank_lost_impression_share", "1.01", "fraction"),
        ("budget_lost_impression_share", "30%", "not a number"),
        ("date", "2026-02-30", "calendar"),
        ("date", "2026-3-1", "YYYY-MM-DD"),
        ("date", "20260301", "YYYY-MM-DD"),
        ("date", "2026-03-01T00:00:00", "YYYY-MM-DD"),
        ("date", "1026-03-01", "between 2000 and 2099"),
        ("date", 20260301, "YYYY-MM-DD"),
        ("campaign_id", "x" * 101, "longer than 100"),
        ("campaign_name", "x" * 301, "longer than 300"),
        ("campaign_name", "a\nb", "control characters"),
        ("campaign_name", "\ud800", "control characters"),
        ("campaign_name", 5.0, "not text"),
        ("campaign_id", True, "not text"),
        ("currency", "USD", "is USD, and the ad account's is EUR"),
        ("costs", "1", "is not a field"),
    ],
)
def test_a_bad_value_is_refused_with_its_line_field_and_reason(field: str, value: object, reason: str) -> None:
    verdict = refusal(**{field: value})
    assert (verdict.line, verdict.field) == (7, field)
    assert reason in verdict.reason


@pytest.mark.parametrize("fields", [None, 5, "text", ["2026-03-01"]])
def test_a_row_without_fields_is_refused_as_a_whole(fields: object) -> None:
    verdict = judge(RawRow(2, fields), "EUR")
    assert isinstance(verdict, Refusal)
    assert verdict.field is None


def test_a_refusal_can_always_be_answered_as_text() -> None:
    verdict = refusal(**{"\ud800" * 500: 1})
    assert verdict.field is not None
    assert len(verdict.field.encode()) < 300


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        ("007", "7"),
        ("1e3", "1000"),
        ("+.5", "0.5"),
        ("5.", "5"),
        (Decimal("-0"), "0"),
        (Decimal("1e-400"), "0"),
        (MAX_FIGURE, "1000000000000"),
    ],
)
def test_a_figure_is_kept_in_one_plain_form(given_: object, read: str) -> None:
    verdict = judged(cost=given_)
    assert isinstance(verdict, DailyMetrics)
    assert str(verdict.cost) == read


def test_a_number_of_a_campaign_is_its_id_as_text() -> None:
    verdict = judged(campaign_id=359751135)
    assert isinstance(verdict, DailyMetrics)
    assert verdict.campaign_id == "359751135"


def test_rows_of_one_day_and_campaign_are_all_refused() -> None:
    rows = [RawRow(2, GOOD), RawRow(3, GOOD | {"campaign_id": "c2"}), RawRow(4, GOOD | {"cost": 1})]
    judgement = judge_all(rows, "EUR")
    assert [row.campaign_id for row in judgement.accepted] == ["c2"]
    assert judgement.refused == tuple(Refusal(line, "campaign_id", "has more than one row on 2026-03-01") for line in (2, 4))


@given(st.permutations([(day, campaign) for day in (1, 2, 3) for campaign in ("a", "b", "bad")]))
def test_the_order_of_rows_changes_nothing_that_is_stored(order: list[tuple[int, str]]) -> None:
    rows = [
        RawRow(line, GOOD | {"date": f"2026-03-0{day}", "campaign_id": campaign, "cost": -1 if campaign == "bad" else day})
        for line, (day, campaign) in enumerate(order)
    ]
    judgement = judge_all(rows, "EUR")
    assert [row.key for row in judgement.accepted] == [(date(2026, 3, day), campaign) for day in (1, 2, 3) for campaign in ("a", "b")]
    assert [refused.line for refused in judgement.refused] == [line for line, (_, campaign) in enumerate(order) if campaign == "bad"]


@given(st.decimals(min_value=0, max_value=MAX_FIGURE, places=12))
def test_a_figure_survives_its_reading_to_the_last_digit(number: Decimal) -> None:
    verdict = judged(cost=f"{number:f}")
    assert isinstance(verdict, DailyMetrics)
    assert verdict.cost == number


@given(st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.decimals() | st.text() | st.lists(st.integers())))
def test_whatever_comes_is_judged(fields: dict[str, object]) -> None:
    assert isinstance(judge(RawRow(1, GOOD | fields), "EUR"), DailyMetrics | Refusal)
