from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell import (
    ANSWER_WITHIN,
    CLAIM_WITHIN,
    LONGEST_DELAY,
    MAX_CELLS,
    AskAgain,
    CellStatus,
    CellWork,
    ClaimRefused,
    GiveUp,
    backoff_ceiling,
    claim,
    closed,
    let_go,
    must_close,
    next_attempt,
    numbered,
    still_mine,
)
from chalicelib.domain.prompt import MAX_PROMPTS, Prompt

NOW = datetime(2026, 4, 22, 9, tzinfo=UTC)
LEASE, SECOND = timedelta(minutes=2), timedelta(seconds=1)
FIRST = CellWork("ad_rpt_1", 7, CellStatus.ASKING, 1, NOW, NOW + LEASE)


def prompt(number: int, *, disabled: bool = False) -> Prompt:
    return Prompt(f"prompt-{number}", "acme", "config-1", f"Best coffee {number}?", "coffee", disabled, NOW, NOW)


def claimed(work: CellWork | None, now: datetime = NOW) -> CellWork:
    taken = claim(work, "ad_rpt_1", 7, now, LEASE)
    assert isinstance(taken, CellWork)
    return taken


def test_each_enabled_prompt_is_asked_on_each_platform() -> None:
    cells = numbered([prompt(1), prompt(2, disabled=True), prompt(3)], [AiPlatform.CLAUDE, AiPlatform.GROK])
    assert [(cell.number, cell.prompt_id, cell.platform.value) for cell in cells] == [
        (0, "prompt-1", "claude"),
        (1, "prompt-1", "grok"),
        (2, "prompt-3", "claude"),
        (3, "prompt-3", "grok"),
    ]


def test_the_largest_report_asks_every_prompt_of_every_platform() -> None:
    assert len(numbered(map(prompt, range(MAX_PROMPTS)), AiPlatform)) == MAX_CELLS


def test_the_first_claim_makes_the_work_and_starts_its_clock() -> None:
    assert claimed(None) == FIRST
    assert FIRST.deadline == NOW + timedelta(minutes=15)


def test_a_held_cell_is_nobody_elses_until_the_lease_runs_out() -> None:
    assert claim(FIRST, "ad_rpt_1", 7, NOW + LEASE - SECOND, LEASE) is ClaimRefused.HELD
    again = claimed(FIRST, NOW + LEASE)
    assert (again.attempts, again.first_claimed_at, again.lease_until) == (2, NOW, NOW + 2 * LEASE)


def test_a_cell_that_was_let_go_is_claimed_at_once() -> None:
    assert claimed(let_go(FIRST), NOW + SECOND).attempts == 2


@pytest.mark.parametrize("status", [CellStatus.ANSWERED, CellStatus.FAILED])
def test_a_closed_cell_is_not_asked_again(status: CellStatus) -> None:
    assert claim(closed(FIRST, status), "ad_rpt_1", 7, NOW + LEASE, LEASE) is ClaimRefused.CLOSED


def test_no_claim_is_made_after_the_deadline_and_none_outlasts_it() -> None:
    assert claimed(let_go(FIRST), FIRST.deadline - SECOND).lease_until == FIRST.deadline
    assert claim(let_go(FIRST), "ad_rpt_1", 7, FIRST.deadline, LEASE) is ClaimRefused.OVERDUE


def test_an_answer_is_stored_by_the_worker_that_claimed_last() -> None:
    second = claimed(FIRST, NOW + LEASE)
    assert still_mine(second, second)
    assert not still_mine(second, FIRST)
    assert not still_mine(closed(FIRST, CellStatus.FAILED), FIRST)


def test_what_the_platform_asks_for_is_kept_and_spread() -> None:
    asked = timedelta(seconds=20)
    assert next_attempt(FIRST, asked, 0.0, NOW) == AskAgain(asked)
    assert next_attempt(FIRST, asked, 0.99, NOW) == AskAgain(timedelta(seconds=25))


def test_without_a_word_from_the_platform_the_wait_doubles_and_is_drawn_from_all_of_it() -> None:
    assert [backoff_ceiling(attempts).seconds for attempts in range(1, 11)] == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    third = replace(FIRST, attempts=3)
    assert next_attempt(third, None, 0.5, NOW) == AskAgain(timedelta(seconds=10))
    assert next_attempt(third, None, 0.0, NOW) == AskAgain(SECOND)


@pytest.mark.parametrize("retry_after", [timedelta(minutes=15), timedelta(hours=2)])
def test_a_wait_past_the_deadline_is_given_up_at_once(retry_after: timedelta) -> None:
    assert next_attempt(FIRST, retry_after, 0.0, NOW) == GiveUp()


def test_the_last_attempt_that_fits_is_made() -> None:
    late = FIRST.deadline - timedelta(seconds=10)
    assert next_attempt(FIRST, timedelta(seconds=9), 0.0, late) == AskAgain(timedelta(seconds=9))
    assert next_attempt(FIRST, timedelta(seconds=10), 0.0, late) == GiveUp()


@given(
    st.integers(1, 1000),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=1)),
    st.floats(0, 1, exclude_max=True),
    st.timedeltas(timedelta(0), ANSWER_WITHIN),
)
def test_every_wait_is_whole_seconds_that_a_queue_can_hold_and_ends_before_the_deadline(
    attempts: int, retry_after: timedelta | None, jitter: float, later: timedelta
) -> None:
    now = NOW + later
    decided = next_attempt(replace(FIRST, attempts=attempts), retry_after, jitter, now)
    if isinstance(decided, AskAgain):
        assert SECOND <= decided.delay <= LONGEST_DELAY
        assert decided.delay % SECOND == timedelta(0)
        assert now + decided.delay < FIRST.deadline
        assert decided.delay >= (retry_after or timedelta(0))


def test_a_cell_that_nobody_claimed_closes_after_a_day() -> None:
    assert not must_close(None, NOW, NOW + CLAIM_WITHIN - SECOND)
    assert must_close(None, NOW, NOW + CLAIM_WITHIN)


def test_a_claimed_cell_closes_at_its_deadline_and_only_once() -> None:
    waiting = let_go(FIRST)
    assert not must_close(waiting, NOW, FIRST.deadline - SECOND)
    assert must_close(waiting, NOW, FIRST.deadline)
    assert not must_close(closed(FIRST, CellStatus.ANSWERED), NOW, FIRST.deadline)


def test_a_worker_that_still_asks_is_left_its_lease() -> None:
    long = replace(FIRST, lease_until=FIRST.deadline + LEASE)
    assert not must_close(long, NOW, FIRST.deadline)
    assert must_close(long, NOW, FIRST.deadline + LEASE)
