from chalicelib.domain.row_judgement import RawRow
from chalicelib.imports.own_columns import row
from chalicelib.imports.table import Record

COLUMNS = ("date", "cost", "notes", "")


def test_known_columns_become_fields_and_others_are_passed_over() -> None:
    assert row(Record(2, ("2026-03-01", "5", "hello", "")), COLUMNS) == RawRow(2, {"date": "2026-03-01", "cost": "5"})


def test_a_short_record_lacks_its_last_fields() -> None:
    assert row(Record(2, ("2026-03-01",)), COLUMNS) == RawRow(2, {"date": "2026-03-01"})


def test_a_record_with_more_cells_than_the_header_says_so() -> None:
    assert row(Record(2, ("a", "b", "c", "d", "e")), COLUMNS).broken == "has 5 cells, and the header has 4"


def test_empty_cells_beyond_the_header_do_no_harm() -> None:
    assert row(Record(2, ("a", "b", "c", "d", " ")), COLUMNS).broken is None
