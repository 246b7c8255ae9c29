"""A Lambda function: as many environments as it has events at once, up to its concurrency limit; kept warm between events."""

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from infra.local.environment import Failure, FailureKind, Outcome
from infra.local.processes import StackEnding


class Environment(Protocol):
    """What a function needs of infra.local.environment.Environment."""

    @property
    def is_alive(self) -> bool:
        """Whether it can take another event."""
        ...

    @property
    def is_handling(self) -> bool:
        """Whether it has an event now."""
        ...

    def invoke(self, event: bytes) -> Outcome:
        """Handles one event."""
        ...

    def kill(self) -> None:
        """Ends its process; whoever waits in `invoke` hears of it."""
        ...

    def close(self) -> None:
        """Ends it and gives back what it held."""
        ...


class Function:
    """Invokes a handler as Lambda does. Safe to call from many threads."""

    def __init__(self, limit: int, new_environment: Callable[[], Environment], report: Callable[[Failure], None]) -> None:
        self._new_environment = new_environment
        self._report = report
        self._places = threading.Semaphore(limit)
        self._lock = threading.Lock()
        self._idle: list[Environment] = []
        self._busy: list[Environment] = []

    def warm_up(self) -> None:
        """Starts one environment before there is an event for it."""
        environment = self._new_environment()
        with self._lock:
            self._idle.append(environment)

    def invoke(self, event: Mapping[str, Any]) -> Outcome:
        """Waits for a place under the limit, then for the handler's end. A failure is reported, and returned, never raised."""
        with self._places:
            try:
                environment = self._take()
            except StackEnding:
                return Outcome(failure=Failure(FailureKind.STOPPED, "the stack is ending"))
            try:
                outcome = environment.invoke(json.dumps(event).encode())
            finally:
                self._give_back(environment)
        if outcome.failure is not None:
            self._report(outcome.failure)
        return outcome

    @property
    def is_busy(self) -> bool:
        """Whether an event is being handled, or an environment is starting for one."""
        with self._lock:
            return bool(self._busy)

    def kill_one(self) -> bool:
        """SIGKILLs a process that is handling an event; False where none is. Returns when it is gone."""
        with self._lock:
            victim = next((environment for environment in self._busy if environment.is_handling), None)
        if victim is None:
            return False
        victim.kill()
        return True

    def close(self) -> None:
        """Gives up the idle environments; the busy ones are given up by whoever waits for them."""
        with self._lock:
            idle, self._idle = self._idle, []
        for environment in idle:
            environment.close()

    def _take(self) -> Environment:
        with self._lock:
            while self._idle:
                environment = self._idle.pop()
                if environment.is_alive:
                    self._busy.append(environment)
                    return environment
                environment.close()
        environment = self._new_environment()
        with self._lock:
            self._busy.append(environment)
        return environment

    def _give_back(self, environment: Environment) -> None:
        with self._lock:
            self._busy.remove(environment)
            if environment.is_alive:
                self._idle.append(environment)
                return
        environment.close()
