"""Sweep: whatever waited too long is looked at, thing by thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Unavailable
from chalicelib.usecases.ports.open_work import OpenWork, Waits
from chalicelib.usecases.wake_report import Woken

type Wake = Callable[[str, str, str], Woken]


@dataclass(frozen=True, slots=True)
class Swept:
    """What one pass did: messages sent again, things given up, and whether it stopped before it was through."""

    sent: int
    given_up: int
    stopped_early: bool


@dataclass(frozen=True, slots=True)
class Sweep:
    """The use case, with what it depends on. `wake` takes an organization, an id and a correlation id."""

    open_work: OpenWork
    wake: Mapping[Waits, Wake]
    clock: Clock

    def __call__(self, correlation_id: str, time_is_up: Callable[[], bool]) -> Swept:
        """See to everything that needs attention by now; stop in good order when time is up: the next tick goes on.

        What goes wrong with one thing is raised in the end, together: what can't be woken must not stop the rest. `Unavailable` is
        raised at once: it would meet the rest too.
        """
        done: list[Woken] = []
        failures: list[Exception] = []
        stopped_early = False
        for nominated in self.open_work.waiting(self.clock()):
            if time_is_up():
                stopped_early = True
                break
            try:
                done.append(self.wake[nominated.kind](nominated.organization_id, nominated.id, correlation_id))
            except Unavailable:
                raise
            except Exception as failure:
                failures.append(failure)
        if failures:
            raise ExceptionGroup("What could not be woken", failures)
        return Swept(done.count(Woken.SENT), done.count(Woken.GIVEN_UP), stopped_early)
