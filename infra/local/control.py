"""The way into a running stack, for the same user: a Unix socket in its state directory, one JSON line each way."""

import contextlib
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

SOCKET = "control.sock"
_REQUEST_SECONDS = 5.0

type Tick = Callable[[datetime], list[str]]


class NoStack(Exception):
    """No stack runs there."""


class TickFailed(Exception):
    """The tick was handled, and failed; the message says how."""


@contextlib.contextmanager
def _address(directory: Path) -> Iterator[str]:
    """The socket's path by way of an open directory: a Unix socket's path has 108 bytes at most, a directory's has not."""
    handle = os.open(directory, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{SOCKET}"
    finally:
        os.close(handle)


class ControlServer:
    """Answers `{"tick": "<instant>"}` with `{"failures": [...]}` once `tick`, which returns the failures, has returned."""

    def __init__(self, directory: Path, tick: Tick) -> None:
        self._tick = tick
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
            failures = self._tick(datetime.fromisoformat(request["tick"]))
            stream.write(json.dumps({"failures": failures}) + "\n")
            stream.flush()


def tick(directory: Path, at: datetime) -> None:
    """One tick at `at` on the stack whose state is in `directory`; returns when it has been handled. NoStack, TickFailed."""
    with contextlib.ExitStack() as stack:
        connection = stack.enter_context(socket.socket(socket.AF_UNIX))
        try:
            connection.connect(stack.enter_context(_address(directory)))
        except OSError as error:
            raise NoStack from error
        stream = stack.enter_context(connection.makefile("rw"))
        stream.write(json.dumps({"tick": at.isoformat()}) + "\n")
        stream.flush()
        answer = stream.readline()
    if not answer:
        raise TickFailed("the stack ended before the tick was handled")
    if failures := json.loads(answer)["failures"]:
        raise TickFailed("; ".join(failures))
