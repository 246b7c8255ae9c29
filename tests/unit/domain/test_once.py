"""What is worked out of an account's rows is worked out once, and is what the rows add up to."""

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.facts import AccountFacts, once
from chalicelib.domain.period import Period
from chalicelib.domain.totals import total
from tests.fakes.report_facts import account

ACCOUNT = account(missing=(2,))
WEEK = Period.ending(ACCOUNT.rows[-1].day, 7)


def test_the_same_question_is_worked_out_once_and_another_periods_or_accounts_anew() -> None:
    asked: list[tuple[AccountFacts, Period]] = []

    @once
    def work(of: AccountFacts, period: Period) -> int:
        asked.append((of, period))
        return len(of.within(period))

    @once
    def other_work(of: AccountFacts, period: Period) -> int:
        return -len(of.within(period))

    fewer = replace(ACCOUNT, rows=ACCOUNT.within(Period(WEEK.start, WEEK.start)))
    assert [work(ACCOUNT, WEEK), work(ACCOUNT, Period(WEEK.start, WEEK.end))] == [len(ACCOUNT.within(WEEK))] * 2
    assert other_work(ACCOUNT, WEEK) == -work(ACCOUNT, WEEK)
    assert work(ACCOUNT, WEEK.before()) == len(ACCOUNT.within(WEEK.before()))
    assert work(fewer, WEEK) == len(fewer.rows) < work(ACCOUNT, WEEK)
    assert [period for _, period in asked] == [WEEK, WEEK.before(), WEEK]


def test_what_is_kept_is_no_part_of_the_facts() -> None:
    again = replace(ACCOUNT)
    assert ACCOUNT.daily
    assert (again, hash(again), repr(again)) == (ACCOUNT, hash(ACCOUNT), repr(ACCOUNT))


def test_days_and_periods_are_what_their_rows_add_up_to() -> None:
    assert list(ACCOUNT.daily) == sorted({row.day for row in ACCOUNT.rows})
    for day, totals in ACCOUNT.daily.items():
        assert totals == total(row for row in ACCOUNT.rows if row.day == day)
    for days in range(len(WEEK)):
        period = Period(WEEK.start + timedelta(days=days), WEEK.end)
        assert ACCOUNT.total(period) == total(ACCOUNT.within(period))
