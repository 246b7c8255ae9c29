"""The tables of a report as CSV in a zip: what a spreadsheet opens, and what it must not run."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from chalicelib.adapters.csv_tables import csv_file, zipped_csv
from chalicelib.domain.cell_result import ResultStatus
from chalicelib.domain.exported_table import ExportedTable
from chalicelib.domain.performance_tables import performance_tables
from chalicelib.domain.visibility_tables import visibility_tables
from tests.fakes import report_facts, visibility_facts


def _table(*entries: object) -> ExportedTable:
    return ExportedTable("one", tuple(f"c{n}" for n in range(len(entries))), (entries,))  # type: ignore[arg-type] # entries are Entry


def _cells(content: bytes) -> list[str]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1]


def _read(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in files.items()}


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@SUM(A1)", "  =1", "\t=1", "＝1", '=HYPERLINK("http://x")'])
def test_text_that_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert _cells(csv_file(_table(text))) == [f"'{text}"]


def test_figures_stay_figures() -> None:
    written = csv_file(_table(Decimal("-2.50"), Decimal("1E+3"), -3, None, bool(1), datetime(2026, 4, 21, 9, tzinfo=UTC), "plain = text"))
    assert _cells(written) == ["-2.50", "1000", "-3", "", "true", "2026-04-21T09:00:00.000Z", "plain = text"]


def test_a_file_is_rfc_4180_with_a_byte_order_mark() -> None:
    content = csv_file(_table('Café "DE", all', "two\nlines"))
    assert content == '\ufeffc0,c1\r\n"Café ""DE"", all","two\nlines"\r\n'.encode()


def test_every_campaign_of_every_account_is_there_with_its_figures() -> None:
    names = [f"Campaign {n}" for n in range(60)]
    facts = report_facts.facts(
        [report_facts.account(campaigns=names), report_facts.account("Other", currency="USD", campaigns=names, seed=2, missing=(2,))]
    )
    read = _read(zipped_csv(performance_tables(facts)))
    assert list(read) == ["accounts.csv", "campaigns.csv", "days.csv"]
    assert len(read["campaigns.csv"]) == 120
    for account, row in zip(facts.accounts, read["accounts.csv"], strict=True):
        rows = [one for one in account.rows if one.day in facts.period]
        spend, clicks = sum((one.cost for one in rows), Decimal(0)), sum(one.clicks for one in rows)
        assert (row["spend"], row["clicks"], row["currency"]) == (str(spend), str(clicks), account.identity.currency)
        assert abs(Decimal(row["cpc"]) - spend / clicks) <= Decimal("0.0000005")
        for table in ("campaigns.csv", "days.csv"):
            parts = [one for one in read[table] if one["ad_account_id"] == account.identity.ad_account_id]
            assert sum(Decimal(one["spend"] or 0) for one in parts) == spend
    missing = [row for row in read["days.csv"] if row["has_data"] == "false"]
    assert [(row["day"], row["account_name"], row["spend"], row["clicks"]) for row in missing] == [("2026-04-17", "Other", "", "")]
    assert [(row["days_with_data"], row["days"], row["compared_days"]) for row in read["accounts.csv"]] == [
        ("7", "7", "7"),
        ("6", "7", "6"),
    ]


def test_every_cell_and_citation_of_a_run_is_there() -> None:
    facts = visibility_facts.facts(failing=0.2)
    read = _read(zipped_csv(visibility_tables(facts)))
    assert [(int(row["number"]), row["status"]) for row in read["results.csv"]] == [(cell.number, cell.status) for cell in facts.results]
    assert sum(row["brand_appears"] == "true" for row in read["results.csv"]) == sum(bool(cell.brand_appears) for cell in facts.results)
    failed = [row for row in read["results.csv"] if row["status"] == "failed"]
    assert failed
    assert {(row["brand_appears"], row["rank"], row["citations"], row["error_code"]) for row in failed} == {("", "", "", "rate_limited")}
    assert [row["url"] for row in read["citations.csv"]] == [cited.url for cell in facts.results for cited in cell.citations]
    assert len(read["businesses.csv"]) == sum(len(cell.businesses) for cell in facts.results)


def test_an_answer_is_there_word_for_word_and_runs_in_no_spreadsheet() -> None:
    first, second, *_ = visibility_facts.facts(3, failing=0).results
    facts = replace(
        visibility_facts.facts(3, failing=0),
        results=(
            replace(first, response='=HYPERLINK("http://x")\n**Acme**, then\r\nothers'),
            replace(second, response=None, status=ResultStatus.FAILED, error_code="timed_out", error_message="No answer came."),
        ),
    )
    answered, failed = _read(zipped_csv(visibility_tables(facts)))["results.csv"]
    assert (answered["response"], answered["response_is_cut"]) == ('\'=HYPERLINK("http://x")\n**Acme**, then\r\nothers', "false")
    assert (failed["response"], failed["response_is_cut"], failed["error_message"]) == ("", "", "No answer came.")


@pytest.mark.parametrize("letter", ["a", "ñ", "春", "🚀"])
@pytest.mark.parametrize("length", [32_765, 32_766, 32_767, 70_000])
def test_an_answer_is_no_longer_than_a_cell_of_a_spreadsheet(letter: str, length: int) -> None:
    (cell, *_) = visibility_facts.facts(1, failing=0).results
    facts = replace(visibility_facts.facts(1, failing=0), results=(replace(cell, response="=" + letter * (length - 1)),))
    (row,) = _read(zipped_csv(visibility_tables(facts)))["results.csv"]
    units = len(row["response"].encode("utf-16-le")) // 2
    whole = 1 + (length - 1) * len(letter.encode("utf-16-le")) // 2
    assert row["response_is_cut"] == ("true" if whole > 32_766 else "false")
    assert units == whole + 1 if whole <= 32_766 else 32_760 < units <= 32_767
    assert row["response"].endswith("…") is (whole > 32_766)


def test_the_same_facts_make_the_same_bytes_whenever() -> None:
    content = zipped_csv(performance_tables(report_facts.facts()))
    assert content == zipped_csv(performance_tables(report_facts.facts()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
