from decimal import Decimal

from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.visibility_change import ShareChange
from chalicelib.domain.visibility_metrics import Breakdown
from chalicelib.domain.visibility_narrative import by_share, change_label, clearly_apart, interval, points, share
from chalicelib.domain.wilson import Interval, Proportion

WORDING = BabelWording("en_GB")


def test_a_share_and_its_interval_have_one_precision() -> None:
    assert (share(Proportion(50, 95), WORDING, 1), interval(Proportion(50, 95), WORDING, 1)) == ("52.6\u202f%", "42.7–62.4\u202f%")
    assert (share(Proportion(0, 0), WORDING), interval(Proportion(0, 0), WORDING)) == ("n/a", "")


def changed(now: int, before: int, interval: Interval | None) -> ShareChange:
    return ShareChange(Proportion(now, 20), Proportion(before, 20), interval)


def test_a_change_is_better_or_worse_only_outside_the_noise() -> None:
    up = change_label(changed(15, 5, Interval(Decimal("0.2"), Decimal("0.7"))), WORDING)
    assert (up.arrow, up.figure, up.word, up.tone) == ("▲", "+50 points", "better", "good")
    down = change_label(changed(5, 15, Interval(Decimal("-0.7"), Decimal("-0.2"))), WORDING, unit=False)
    assert (down.arrow, down.figure, down.word, down.tone) == ("▼", "−50", "worse", "bad")
    noise = change_label(changed(11, 10, Interval(Decimal("-0.2"), Decimal("0.3"))), WORDING)
    assert (noise.arrow, noise.word, noise.tone) == ("", "no clear change", "quiet")
    few = change_label(ShareChange(Proportion(2, 2), Proportion(0, 2), None), WORDING)
    assert (few.arrow, few.word, few.tone) == ("", "too few to judge", "quiet")


def test_a_point_is_one_point() -> None:
    assert [points(Decimal(difference), WORDING) for difference in ("0.01", "-0.01", "0.125")] == ["1 point", "1 point", "12.5 points"]


def test_shares_are_clearly_apart_where_their_intervals_do_not_meet() -> None:
    assert clearly_apart([Proportion(18, 24), Proportion(11, 24), Proportion(6, 24)])
    assert not clearly_apart([Proportion(15, 24), Proportion(11, 24)])
    assert not clearly_apart([Proportion(24, 24), Proportion(0, 0)])


def test_what_was_not_answered_has_no_place_in_the_order() -> None:
    parts = [Breakdown("a", Proportion(1, 4), 0), Breakdown("b", Proportion(0, 0), 4), Breakdown("c", Proportion(3, 4), 0)]
    assert [part.key for part in by_share(parts)] == ["c", "a"]
