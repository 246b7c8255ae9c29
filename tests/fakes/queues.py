"""A queue in memory: a message that was taken comes back unless it is done with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel

from chalicelib.domain.errors import Unavailable
from chalicelib.usecases.ports.queues import AT_ONCE
from tests.fakes.time import FakeClock


@dataclass
class Waiting[Message: BaseModel]:
    message: Message
    visible_at: datetime


class FakeQueue[Message: BaseModel]:
    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.waiting: list[Waiting[Message]] = []
        self.is_away = False
        self.requests = 0

    def __len__(self) -> int:
        return len(self.waiting)

    @property
    def messages(self) -> list[Message]:
        return [one.message for one in self.waiting]

    def send(self, message: Message, delay: timedelta = AT_ONCE) -> None:
        if self.is_away:
            raise Unavailable("the queue")
        self.requests += 1
        self.waiting.append(Waiting(message, self._clock.now + delay))

    def send_all(self, messages: Iterable[Message]) -> None:
        for place, message in enumerate(messages):
            self.send(message)
            self.requests -= bool(place % 10)

    def take(self, hidden_for: timedelta) -> Waiting[Message] | None:
        """The first visible message; it comes back after `hidden_for`."""
        taken = next((one for one in self.waiting if one.visible_at <= self._clock.now), None)
        if taken is not None:
            taken.visible_at = self._clock.now + hidden_for
        return taken

    def done(self, taken: Waiting[Message]) -> None:
        self.waiting.remove(taken)
