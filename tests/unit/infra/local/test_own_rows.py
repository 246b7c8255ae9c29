from datetime import date
from pathlib import Path

import pytest

from infra.local import own_rows

HEADER = "date{0}campaign_id{0}campaign_name{0}cost{0}impressions{0}clicks{0}conversions{0}conversion_value{0}currency\n"
ROW = "{1}{0}a{0}Brand{0}1.00{0}10{0}1{0}0{0}0{0}chf\n"


def _read(tmp_path: Path, content: bytes, currency: str | None = None) -> own_rows.OwnRows:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    return own_rows.read(path, currency)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("header", [HEADER, HEADER.title(), HEADER.replace("_", " "), "\n" + HEADER])
def test_days_and_currency_are_found_in_any_spelling_that_the_api_reads(tmp_path: Path, encoding: str, delimiter: str, header: str) -> None:
    text = header.format(delimiter) + ROW.format(delimiter, "2026-03-01") + ROW.format(delimiter, "2026-03-02")
    rows = _read(tmp_path, text.encode(encoding))
    assert rows.days == {date(2026, 3, 1), date(2026, 3, 2)}
    assert rows.currency == "CHF"
    assert rows.content == text.encode(encoding)


@pytest.mark.parametrize("wrong", [("2026-03-01", "20260309"), ("2026-03-01,a,Brand,1.00", "2026-03-09,a,Brand,-1.00")])
def test_the_day_of_a_row_that_the_api_refuses_is_none(tmp_path: Path, wrong: tuple[str, str]) -> None:
    good = ROW.format(",", "2026-03-01")
    assert _read(tmp_path, (HEADER.format(",") + good + good.replace(*wrong)).encode()).days == {date(2026, 3, 1)}


def test_rows_are_judged_in_the_currency_that_was_asked_for(tmp_path: Path) -> None:
    rows = _read(tmp_path, (HEADER + ROW).format(",", "2026-03-01").encode(), "usd")
    assert (rows.currency, rows.days) == ("USD", frozenset())


def test_a_file_that_names_no_currency_is_in_euro(tmp_path: Path) -> None:
    assert _read(tmp_path, HEADER.format(",").encode()).currency == "EUR"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty: there is no header"),
        (b"a,b\n1,2\n", "date, campaign_id, .*: No such column in the file. Found: a, b"),
        (b"date\n" + b"x" * 200_000, "field larger than field limit"),
        (b"\x89PNG\r\n\x1a\n", "No such column"),
    ],
)
def test_a_file_that_can_not_be_read_as_rows_says_why_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(own_rows.NoRows, match=message) as refusal:
        _read(tmp_path, content)
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        own_rows.read(tmp_path / "nowhere.csv", None)
