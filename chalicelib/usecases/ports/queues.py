"""Port: a queue of one kind of message. It delivers at least once, in no order."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol

from pydantic import BaseModel

AT_ONCE = timedelta(0)


class Queue[Message: BaseModel](Protocol):
    """Where messages wait for a worker."""

    def send(self, message: Message, delay: timedelta = AT_ONCE) -> None:
        """Put the message on the queue, hidden for `delay` (whole seconds, 900 at most); `Unavailable` where that failed."""
        ...

    def send_all(self, messages: Iterable[Message]) -> None:
        """Put all of them on the queue, ten in a request; `Unavailable` where that failed, and then some may be on it."""
        ...
