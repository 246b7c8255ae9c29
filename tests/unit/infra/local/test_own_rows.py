from datetime import date
from pathlib import Path

import pytest

from infra.local import own_rows

TEXT = "date{0}campaign_id{0}cost{0}currency\n2026-03-01{0}a{0}1.00{0}CHF\n2026-03-02{0}a{0}2.00{0}CHF\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_days_and_currency_are_found_in_any_usual_spelling(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(TEXT.format(delimiter).encode(encoding))
    rows = own_rows.read(path)
    assert rows.days == {date(2026, 3, 1), date(2026, 3, 2)}
    assert rows.currency == "CHF"
    assert rows.content == path.read_bytes()
    assert rows.content_type == ("text/tab-separated-values" if delimiter == "\t" else "text/csv")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"date\n", b"date,cost\nyesterday,1\n", b"a,b\n1,2\n"])
def test_a_file_that_makes_no_sense_has_no_days(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    assert own_rows.read(path).days == frozenset()
    assert own_rows.read(path).currency is None


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        own_rows.read(tmp_path / "nowhere.csv")
