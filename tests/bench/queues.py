"""A queue that keeps what is sent, and counts the requests that SQS would see."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import batched

from pydantic import BaseModel

from chalicelib.usecases.ports.queues import AT_ONCE

_BATCH = 10


class CountingQueue[Message: BaseModel]:
    """The port `Queue` in memory."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.requests = 0

    def send(self, message: Message, delay: timedelta = AT_ONCE) -> None:  # noqa: ARG002
        self.messages.append(message)
        self.requests += 1

    def send_all(self, messages: Iterable[Message]) -> None:
        for batch in batched(messages, _BATCH, strict=False):
            self.messages += batch
            self.requests += 1
