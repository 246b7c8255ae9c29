from zoneinfo import ZoneInfo

from chalicelib.domain.time_zone import is_time_zone, similar_time_zones


def test_a_zone_is_known_in_its_own_spelling_only() -> None:
    assert is_time_zone("Europe/Berlin")
    assert is_time_zone("UTC")
    assert not any(map(is_time_zone, ("europe/berlin", "Berlin", "+02:00", "../Europe/Berlin", "")))


def test_a_city_alone_finds_its_zone() -> None:
    assert similar_time_zones("ho chi minh")[0] == "Asia/Ho_Chi_Minh"


def test_a_slip_finds_what_was_meant() -> None:
    assert similar_time_zones("Europe/Berln")[0] == "Europe/Berlin"
    assert similar_time_zones("Nowhere at all") == []


def test_what_is_suggested_can_be_used() -> None:
    assert all(ZoneInfo(name) for name in similar_time_zones("america/new york"))
