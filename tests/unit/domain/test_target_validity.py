from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.target_validity import Validity, overlapping

DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))
FAR = date(2027, 1, 1)


@st.composite
def validities(draw: st.DrawFn, target_id: str) -> Validity:
    since = draw(DAYS)
    until = draw(st.none() | st.dates(since, date(2026, 1, 25)))
    return Validity(target_id, since, until)


def _days(validity: Validity) -> set[date]:
    last = validity.until or FAR
    return {validity.since + timedelta(days=n) for n in range((last - validity.since).days + 1)}


@given(validities("a"), validities("b"))
def test_two_overlap_where_they_share_a_day_and_nowhere_else(first: Validity, second: Validity) -> None:
    assert first.overlaps(second) is second.overlaps(first) is bool(_days(first) & _days(second))


def test_a_target_does_not_overlap_itself() -> None:
    own = Validity("a", date(2026, 1, 1), None)
    assert overlapping(own, [own]) is None
    assert overlapping(own, [own, Validity("b", date(2027, 1, 1), None)]) == Validity("b", date(2027, 1, 1), None)
