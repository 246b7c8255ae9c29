import argparse
from datetime import UTC, datetime, timedelta, timezone

import pytest

from infra.local.__main__ import instant, main


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-01T10:00:00Z", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("2026-03-01T10:00:00.125Z", datetime(2026, 3, 1, 10, 0, 0, 125000, tzinfo=UTC)),
        ("2026-03-01T10:00+01:00", datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=1)))),
        ("20260301T100000Z", datetime(2026, 3, 1, 10, tzinfo=UTC)),
    ],
)
def test_any_iso_8601_instant_will_do(text: str, at: datetime) -> None:
    assert instant(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T10:00:00",
        "2026-03-01",
        "noon",
        "2026-02-30T10:00:00Z",
        "",
        "1772359200",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00Z",
        "2026-03-01T25:00:00Z",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="ISO-8601"):
        instant(text)


@pytest.mark.parametrize(
    "arguments",
    [
        ["tick"],
        ["tick", "--at", "noon"],
        ["up", "--port", "0"],
        ["up", "--port", "x"],
        ["up", "--ticks", "maybe"],
        ["demo", "--from", "1"],
        ["demo", "--to", "0001-01-03"],
        ["demo", "--from", "20260301"],
        [],
    ],
)
def test_misuse_is_one_line_and_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
