import threading
from collections.abc import Callable

import pytest

from infra.local.environment import Failure, FailureKind, Outcome
from infra.local.function import Function
from infra.local.processes import StackEnding

WAIT_SECONDS = 10
CRASHED = Failure(FailureKind.CRASH, "Runtime exited with signal: SIGKILL")


class FakeEnvironment:
    """Handles an event when it is told to, and dies of a crash."""

    def __init__(self) -> None:
        self.outcome = Outcome(b"{}")
        self.is_alive = True
        self.is_handling = False
        self.is_closed = False
        self.may_end = threading.Event()
        self.may_end.set()

    def invoke(self, event: bytes) -> Outcome:  # noqa: ARG002 - the environment's own signature
        self.is_handling = True
        assert self.may_end.wait(WAIT_SECONDS)
        self.is_handling = False
        self.is_alive = self.is_alive and self.outcome.failure is None
        return self.outcome

    def kill(self) -> None:
        self.is_alive = False
        self.outcome = Outcome(failure=CRASHED)
        self.may_end.set()

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def environments() -> list[FakeEnvironment]:
    return []


@pytest.fixture
def failures() -> list[Failure]:
    return []


@pytest.fixture
def function(environments: list[FakeEnvironment], failures: list[Failure]) -> Function:
    def new_environment() -> FakeEnvironment:
        environments.append(FakeEnvironment())
        return environments[-1]

    return Function(2, new_environment, failures.append)


def invoke_at_once(function: Function, times: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=function.invoke, args=({},)) for _ in range(times)]
    for thread in threads:
        thread.start()
    return threads


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(WAIT_SECONDS * 1000):
        if condition():
            return
        threading.Event().wait(0.001)
    raise AssertionError("waited in vain")


def test_an_event_after_another_finds_the_environment_warm(function: Function, environments: list[FakeEnvironment]) -> None:
    assert function.invoke({}) == function.invoke({}) == Outcome(b"{}")
    assert len(environments) == 1


def test_an_environment_started_beforehand_takes_the_first_event(function: Function, environments: list[FakeEnvironment]) -> None:
    function.warm_up()
    function.invoke({})
    assert len(environments) == 1


def test_an_environment_that_died_is_replaced_and_its_failure_told(
    function: Function, environments: list[FakeEnvironment], failures: list[Failure]
) -> None:
    function.warm_up()
    environments[0].outcome = Outcome(failure=CRASHED)
    assert function.invoke({}).failure == CRASHED
    assert failures == [CRASHED]
    assert environments[0].is_closed
    assert function.invoke({}).failure is None
    assert len(environments) == 2


def test_an_environment_that_died_while_idle_gets_no_event(function: Function, environments: list[FakeEnvironment]) -> None:
    function.warm_up()
    environments[0].is_alive = False
    assert function.invoke({}).failure is None
    assert environments[0].is_closed


def test_events_at_once_wait_for_a_place_under_the_limit(function: Function, environments: list[FakeEnvironment]) -> None:
    for _ in range(2):
        function.warm_up()
    for environment in environments:
        environment.may_end.clear()
    threads = invoke_at_once(function, 5)
    wait_until(lambda: all(environment.is_handling for environment in environments))
    assert len(environments) == 2
    assert function.is_busy
    for environment in environments:
        environment.may_end.set()
    for thread in threads:
        thread.join(WAIT_SECONDS)
    assert len(environments) == 2
    assert not function.is_busy


def test_only_a_process_that_handles_an_event_is_killed(function: Function, environments: list[FakeEnvironment]) -> None:
    function.warm_up()
    assert not function.kill_one()
    environments[0].may_end.clear()
    (thread,) = invoke_at_once(function, 1)
    wait_until(function.kill_one)
    thread.join(WAIT_SECONDS)
    assert environments[0].is_closed


def test_an_event_while_the_stack_ends_is_answered_with_that() -> None:
    def new_environment() -> FakeEnvironment:
        raise StackEnding

    outcome = Function(1, new_environment, lambda _: None).invoke({})
    assert outcome.failure is not None
    assert outcome.failure.kind is FailureKind.STOPPED
