"""Moto's SQS, made fast on deep queues and safe for many threads.

As it comes, each call asks a slow clock twice for every message on the queue, and a deletion that meets a send can lose the message sent.
"""

import functools
import threading
import time
from collections.abc import Callable
from typing import Any, cast

from moto.sqs import models
from moto.sqs.models import Message, SQSBackend

type Method = Callable[..., Any]

POLL_SECONDS = 0.1
_lock = threading.RLock()


def correct() -> None:
    """Correct moto in this process, for good."""
    _set(models, "unix_time_millis", lambda: time.time() * 1000)
    _set(models, "unix_time", time.time)
    for name in (
        "create_queue", "delete_queue", "send_message", "send_message_batch", "delete_message", "delete_message_batch",
        "change_message_visibility", "change_message_visibility_batch", "purge_queue", "get_queue_attributes", "set_queue_attributes",
    ):  # fmt: skip
        _set(SQSBackend, name, _taking_turns(getattr(SQSBackend, name)))
    _set(SQSBackend, "receive_message", _waiting_outside_the_lock(SQSBackend.receive_message))


def _set(owner: object, name: str, value: object) -> None:
    setattr(owner, name, value)


def _taking_turns(operation: Method) -> Method:
    @functools.wraps(operation)
    def in_turn(*args: Any, **kwargs: Any) -> Any:
        with _lock:
            return operation(*args, **kwargs)

    return in_turn


def _waiting_outside_the_lock(receive: Method) -> Method:
    """A long poll is many short ones: whoever waits must not keep others from sending."""

    @functools.wraps(receive)
    def receive_message(
        backend: SQSBackend, queue_name: str, count: int, wait_seconds_timeout: int, *args: Any, **kwargs: Any
    ) -> list[Message]:
        deadline = time.monotonic() + wait_seconds_timeout
        while True:
            with _lock:
                messages = cast(list[Message], receive(backend, queue_name, count, 0, *args, **kwargs))
            if messages or time.monotonic() >= deadline:
                return messages
            time.sleep(POLL_SECONDS)

    return receive_message
