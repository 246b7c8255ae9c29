from datetime import UTC, datetime

import pytest

from chalicelib.domain.wall_clock import instant, wall_time, zone

BERLIN = "Europe/Berlin"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def wall(*parts: int) -> datetime:
    return utc(*parts).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("shown", "timezone", "is_at"),
    [
        pytest.param(wall(2026, 1, 15, 9), BERLIN, utc(2026, 1, 15, 8), id="winter"),
        pytest.param(wall(2026, 7, 15, 9), BERLIN, utc(2026, 7, 15, 7), id="summer"),
        pytest.param(wall(2026, 3, 29, 2, 0), BERLIN, utc(2026, 3, 29, 1), id="the first minute of a gap"),
        pytest.param(wall(2026, 3, 29, 2, 30), BERLIN, utc(2026, 3, 29, 1), id="inside a gap"),
        pytest.param(wall(2026, 3, 29, 2, 59), BERLIN, utc(2026, 3, 29, 1), id="the last minute of a gap"),
        pytest.param(wall(2026, 3, 29, 3, 0), BERLIN, utc(2026, 3, 29, 1), id="just after a gap"),
        pytest.param(wall(2026, 10, 25, 2, 30), BERLIN, utc(2026, 10, 25, 0, 30), id="twice: the first time"),
        pytest.param(wall(2026, 10, 25, 3, 0), BERLIN, utc(2026, 10, 25, 2), id="just after a repeat"),
        pytest.param(wall(2026, 10, 4, 2, 15), "Australia/Lord_Howe", utc(2026, 10, 3, 15, 30), id="a gap of half an hour"),
        pytest.param(wall(2011, 12, 30, 12), "Pacific/Apia", utc(2011, 12, 30, 10), id="a day that Samoa left out"),
        pytest.param(wall(2026, 3, 29, 2, 30), "UTC", utc(2026, 3, 29, 2, 30), id="UTC has no gaps"),
    ],
)
def test_a_wall_time_is_one_instant(shown: datetime, timezone: str, is_at: datetime) -> None:
    assert instant(shown, timezone) == is_at


def test_the_wall_shows_what_its_zone_has_at_that_instant() -> None:
    assert wall_time(utc(2026, 4, 22, 22, 30), BERLIN) == wall(2026, 4, 23, 0, 30)
    assert wall_time(utc(2026, 4, 22, 22, 30), "America/Los_Angeles") == wall(2026, 4, 22, 15, 30)


def test_the_rules_come_from_the_pinned_package() -> None:
    assert zone(BERLIN) is zone(BERLIN)
    assert zone(BERLIN).key == BERLIN
    with pytest.raises(FileNotFoundError):
        zone("localtime")  # the machine has it, the package has not
