"""What an earlier attempt made is the answer."""

from collections.abc import Callable

import pytest

from chalicelib.domain.errors import AlreadyMade, Conflict
from chalicelib.usecases.made_once import made_once


def _raising(error: Exception) -> Callable[[], str]:
    def make() -> str:
        raise error

    return make


def test_a_first_attempt_looks_for_nothing() -> None:
    assert made_once(_raising(AssertionError()), lambda: "made", resumes=False) == "made"


def test_one_that_resumes_makes_what_is_not_there() -> None:
    assert made_once(lambda: None, lambda: "made", resumes=True) == "made"


def test_what_is_there_needs_no_check_any_more() -> None:
    assert made_once(lambda: "there", _raising(Conflict("paused meanwhile")), resumes=True) == "there"


def test_a_write_that_was_sent_twice_is_found() -> None:
    assert made_once(lambda: "there", _raising(AlreadyMade()), resumes=False) == "there"


def test_an_id_that_is_taken_by_nothing_is_a_bug() -> None:
    with pytest.raises(AlreadyMade):
        made_once(lambda: None, _raising(AlreadyMade()), resumes=False)
