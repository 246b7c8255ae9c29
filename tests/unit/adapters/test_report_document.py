"""The figures of a report as JSON: each with where it comes from, and no decimal left to a reader's floats."""

import json
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from chalicelib.adapters.report_document import report_document
from chalicelib.domain.performance_document import performance_document
from chalicelib.domain.visibility_document import visibility_document
from tests.fakes import report_facts, rows, visibility_facts
from tests.fakes.targets import target


def _no_floats(text: str) -> Any:
    raise AssertionError(f"a float: {text}")


def _read(content: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(content, parse_float=_no_floats)
    return read


def test_a_performance_figure_names_its_account_campaign_days_and_formula() -> None:
    facts = report_facts.facts([report_facts.account(missing=(2,)), report_facts.account("Two", currency="USD", seed=2)])
    read = _read(report_document(facts, performance_document(facts)))
    assert (read["object"], read["schema_version"], read["kind"], read["report_id"]) == (
        "report_document",
        1,
        "performance",
        facts.report_id,
    )
    assert read["template"]["version"] == 1
    assert (read["period"], read["compared_with"]["from"]) == ({"from": "2026-04-15", "to": "2026-04-21", "days": 7}, "2026-04-08")
    account = facts.accounts[0]
    own = [row for row in account.rows if row.day in facts.period]
    spend, conversions = sum((row.cost for row in own), Decimal(0)), sum((row.conversions for row in own), Decimal(0))
    cpa = str((spend / conversions).quantize(Decimal("0.000001"), ROUND_HALF_UP))
    assert (read["accounts"][0]["figures"]["spend"], read["accounts"][0]["figures"]["cpa"]) == (str(spend), cpa)
    assert (read["accounts"][0]["missing_days"], read["accounts"][0]["comparison"]["days"]) == (["2026-04-17"], 6)
    assert read["formulas"]["cpa"] == {"formula": "Σ cost ÷ Σ conversions", "unit": "money"}
    assert set(read["accounts"][0]["figures"]) <= set(read["formulas"])
    first = [part for part in read["campaigns"] if part["ad_account_id"] == account.identity.ad_account_id]
    assert sum(Decimal(part["figures"]["spend"]) for part in first) == spend
    days = [day for day in read["days"] if day["ad_account_id"] == account.identity.ad_account_id]
    assert [day["day"] for day in days if day["figures"] is None] == ["2026-04-17"]
    assert sum(Decimal(day["figures"]["spend"]) for day in days if day["figures"]) == spend
    assert [group["currency"] for group in read["currencies"]] == ["EUR", "USD"]


def test_a_change_is_that_of_the_days_with_data_in_both_periods() -> None:
    facts = report_facts.facts([report_facts.account(missing=(2,))])
    read = _read(report_document(facts, performance_document(facts)))
    offsets = {day.toordinal() - facts.period.start.toordinal(): day for day in facts.period if day.day != 17}
    days = set(offsets.values())
    before_days = {day.toordinal() - 7 for day in days}
    own = facts.accounts[0].rows
    now = sum((row.cost for row in own if row.day in days), Decimal(0))
    before = sum((row.cost for row in own if row.day.toordinal() in before_days), Decimal(0))
    spend = read["currencies"][0]["comparison"]["figures"]["spend"]
    assert (spend["now"], spend["before"], spend["difference"]) == (str(now), str(before), str(now - before))
    assert spend["relative"] == str(((now - before) / before).quantize(Decimal("0.000001"), ROUND_HALF_UP))


def test_a_target_names_what_it_was_held_against_and_on_which_days() -> None:
    made = rows.facts(rows.account([rows.row(n, cost=100, conversions=5) for n in range(5)]))
    facts = replace(made, targets=(target("spend", 700),))
    (judged,) = _read(report_document(facts, performance_document(facts)))["targets"]
    assert (Decimal(judged["target"]), Decimal(judged["actual"]), judged["standing"]) == (Decimal(500), Decimal(500), "near")
    assert (judged["metric"], judged["target_ids"], len(judged["days"])) == ("spend", ["ad_rtgt_1"], 5)
    assert judged["ad_account_ids"] == [made.accounts[0].identity.ad_account_id]


def test_a_report_without_data_has_no_figures_and_no_failure() -> None:
    facts = report_facts.facts([report_facts.account(days=1, missing=(6,))])
    read = _read(report_document(facts, performance_document(facts)))
    assert read["currencies"][0]["figures"]["cpa"] is None
    assert read["currencies"][0]["comparison"]["figures"] == {}
    assert (read["currencies"][0]["abi"], read["targets"]) == (None, [])


def test_a_visibility_share_has_its_count_its_n_and_the_answers_behind_it() -> None:
    facts = visibility_facts.facts(failing=0.2)
    read = _read(report_document(facts, visibility_document(facts)))
    answered = [cell for cell in facts.results if cell.is_answered]
    appears = sum(bool(cell.brand_appears) for cell in answered)
    score = str((Decimal(appears) / len(answered) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
    figures = read["figures"]
    assert (read["kind"], figures["visibility_score"], figures["failed_results"]) == (
        "visibility",
        score,
        len(facts.results) - len(answered),
    )
    assert (figures["appearances"]["count"], figures["appearances"]["n"], figures["appearances"]["percent"]) == (
        appears,
        len(answered),
        score,
    )
    assert sum(part["appearances"]["count"] for part in figures["by_platform"]) == appears
    assert sum(result["brand_appears"] is True for result in read["results"]) == appears
    assert [len(result["citations"]) for result in read["results"]] == [len(cell.citations) for cell in facts.results]
    assert len(read["past_runs"]) == len(facts.past_runs)


def test_the_same_facts_make_the_same_bytes() -> None:
    for _ in range(2):
        performance, visibility = report_facts.facts(), visibility_facts.facts()
        made = report_document(performance, performance_document(performance)), report_document(visibility, visibility_document(visibility))
        assert made == (
            report_document(performance, performance_document(performance)),
            report_document(visibility, visibility_document(visibility)),
        )
