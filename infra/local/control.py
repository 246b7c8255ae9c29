"""The way into a running stack, for the same user: a Unix socket in its state directory, one JSON line each way."""

import contextlib
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from infra.issue_key import WantedKey

SOCKET = "control.sock"
_REQUEST_SECONDS = 5.0

type Tick = Callable[[datetime], list[str]]
type IssueKey = Callable[[WantedKey], str]


class NoStack(Exception):
    """No stack runs there."""


class TickFailed(Exception):
    """The tick was handled, and failed; the message says how."""


class NoKey(Exception):
    """The key was not made; the message says why."""


@contextlib.contextmanager
def _address(directory: Path) -> Iterator[str]:
    """The socket's path by way of an open directory: a Unix socket's path has 108 bytes at most, a directory's has not."""
    handle = os.open(directory, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{SOCKET}"
    finally:
        os.close(handle)


class ControlServer:
    """Answers `{"tick": "<instant>"}` with `{"failures": [...]}` once `tick`, which returns the failures, has returned.

    And `{"key": {"organization": …, "name": …, "scopes": […]}}` with `{"secret": "folio_…"}`, a new key's.
    """

    def __init__(self, directory: Path, tick: Tick, issue_key: IssueKey) -> None:
        self._tick = tick
        self._issue_key = issue_key
        self._path = directory / SOCKET
        self._path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX)
        with _address(directory) as address:
            self._listener.bind(address)
        self._path.chmod(0o600)
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve, name="control", daemon=True)

    def start(self) -> None:
        """Begins to answer, in a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """Stops listening, and removes the socket."""
        self._path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept(), which close() alone would not
        if self._thread.ident is not None:
            self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), name="control-answer", daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError, ValueError, KeyError), connection.makefile("rw") as stream:
            connection.settimeout(_REQUEST_SECONDS)
            request = json.loads(stream.readline())
            stream.write(json.dumps(self._handled(request)) + "\n")
            stream.flush()

    def _handled(self, request: dict[str, Any]) -> dict[str, Any]:
        if "tick" in request:
            return {"failures": self._tick(datetime.fromisoformat(request["tick"]))}
        key = request["key"]
        return {"secret": self._issue_key(WantedKey(key["organization"], key["name"], frozenset(key["scopes"])))}


def tick(directory: Path, at: datetime) -> None:
    """One tick at `at` on the stack whose state is in `directory`; returns when it has been handled. NoStack, TickFailed."""
    answer = _asked(directory, {"tick": at.isoformat()})
    if answer is None:
        raise TickFailed("the stack ended before the tick was handled")
    if failures := answer["failures"]:
        raise TickFailed("; ".join(failures))


def issue_key(directory: Path, key: WantedKey) -> str:
    """A new key of the stack whose state is in `directory`; its secret. NoStack, NoKey."""
    wanted = {"organization": key.organization, "name": key.name, "scopes": sorted(key.scopes)}
    answer = _asked(directory, {"key": wanted})
    if answer is None:
        raise NoKey("the stack ended, or could not make it")
    secret: str = answer["secret"]
    return secret


def _asked(directory: Path, request: dict[str, Any]) -> dict[str, Any] | None:
    """What the stack answers; None where it does not. NoStack."""
    with contextlib.ExitStack() as stack:
        connection = stack.enter_context(socket.socket(socket.AF_UNIX))
        try:
            connection.connect(stack.enter_context(_address(directory)))
        except OSError as error:
            raise NoStack from error
        stream = stack.enter_context(connection.makefile("rw"))
        stream.write(json.dumps(request) + "\n")
        stream.flush()
        answer = stream.readline()
    answered: dict[str, Any] | None = json.loads(answer) if answer else None
    return answered
