"""What the folder does as a whole: `chalicelib.imports`."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from chalicelib import imports
from chalicelib.domain.daily_metrics import DailyMetrics
from chalicelib.domain.errors import InvalidBody
from chalicelib.domain.row_judgement import MAX_ROWS, REQUIRED_FIELDS, judge_all

HEADER = ",".join(REQUIRED_FIELDS)
ROW = "2026-03-01,c1,Brand,12.30,1000,30,1.5,60.00"


def _faults(content: str) -> list[tuple[str | int, ...]]:
    with pytest.raises(InvalidBody) as raised:
        imports.read_rows(content.encode())
    return [fault.loc for fault in raised.value.faults]


def test_every_file_with_columns_of_its_own_is_a_known_shape() -> None:
    modules = [import_module(f"{imports.__name__}.{found.name}") for found in pkgutil.iter_modules(imports.__path__)]
    assert [module.__name__.rpartition(".")[2] for module in modules if hasattr(module, "WANTED")] == list(imports.SHAPES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_plain_file_becomes_rows(encoding: str, delimiter: str) -> None:
    content = f"{HEADER}\n{ROW}\n".replace(",", delimiter).replace("Brand", "Café").encode(encoding)
    accepted = judge_all(imports.read_rows(content), "EUR").accepted
    assert [(row.campaign_id, row.campaign_name, row.clicks) for row in accepted] == [("c1", "Café", 30)]


def test_each_missing_column_is_a_fault_of_its_own_name() -> None:
    assert _faults("campaign_id,campaign_name,cost,impressions,clicks,conversions\n") == [("body", "date"), ("body", "conversion_value")]


def test_a_missing_column_says_what_was_found_and_what_is_wanted() -> None:
    with pytest.raises(InvalidBody) as raised:
        imports.read_rows(HEADER.replace("date,", "day,").encode())
    assert "Found: day, campaign_id" in raised.value.faults[0].msg
    assert "Wanted: date, campaign_id" in raised.value.faults[0].msg


def test_a_file_without_rows_is_no_fault() -> None:
    assert imports.read_rows(HEADER.encode()) == []


def test_ten_thousand_rows_are_read_and_one_more_is_too_many() -> None:
    rows = [f"{HEADER}", *[ROW] * MAX_ROWS]
    assert len(imports.read_rows("\n".join(rows).encode())) == MAX_ROWS
    assert _faults("\n".join([*rows, ROW])) == [("body",)]


def test_an_export_of_another_tool_is_refused_with_the_columns_it_lacks(connector_seeds: Path) -> None:
    exports = sorted(connector_seeds.glob("*.csv"))
    assert exports
    for path in exports:
        with pytest.raises(InvalidBody) as raised:
            imports.read_rows(path.read_bytes())
        assert {fault.type for fault in raised.value.faults} == {"missing_column"}, path.name


def test_a_refused_line_is_the_one_that_a_person_sees() -> None:
    content = f'{HEADER}\n{ROW}\n\n2026-03-02,c1,"Brand\nDE",1,1,1,1,1\n2026-03-03,c1,Brand,-1,1,1,1,1\n'
    judgement = judge_all(imports.read_rows(content.encode()), "EUR")
    assert all(isinstance(row, DailyMetrics) for row in judgement.accepted)
    assert [(refusal.line, refusal.field) for refusal in judgement.refused] == [(4, "campaign_name"), (6, "cost")]
