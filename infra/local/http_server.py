"""The front's HTTP server: bound early, so that a taken port is known at once; listening late, when all is ready."""

import errno
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

HOST = "127.0.0.1"
_BACKLOG = 128
_STOP_POLL_SECONDS = 0.05


class PortTaken(Exception):
    """Another process listens there."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is taken by another program")


class HttpServer:
    """HTTP/1.0, as werkzeug speaks it: a thread and a connection per request; one line per request in the access log."""

    def __init__(self, port: int) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((HOST, port))
        except OSError as error:
            self._socket.close()
            raise PortTaken(port) if error.errno == errno.EADDRINUSE else error from error
        self.port: int = self._socket.getsockname()[1]
        self._stop: Callable[[], None] | None = None

    def start(self, application: Any, access_log: Path) -> None:
        """Begins to listen and to answer, in a thread of its own. PortTaken where another stack was quicker."""
        try:
            self._socket.listen(_BACKLOG)
        except OSError as error:
            raise PortTaken(self.port) if error.errno == errno.EADDRINUSE else error from error
        server = make_server(HOST, self.port, application, threaded=True, request_handler=_handler(access_log), fd=self._socket.fileno())
        thread = threading.Thread(target=server.serve_forever, args=(_STOP_POLL_SECONDS,), name="front", daemon=True)
        thread.start()

        def stop() -> None:
            server.shutdown()
            thread.join()

        self._stop = stop

    def close(self) -> None:
        """Stops listening; requests under way are answered or cut off with the process."""
        if self._stop is not None:
            self._stop()
        self._socket.close()


def _handler(access_log: Path) -> type[WSGIRequestHandler]:
    class Handler(WSGIRequestHandler):
        disable_nagle_algorithm = True

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            self._write(f"{self.requestline} → {code} {size}")

        def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ARG002 - werkzeug's own signature
            self._write(message % args if args else message)

        def _write(self, line: str) -> None:
            with access_log.open("a") as file:
                file.write(f"{self.log_date_time_string()} {line}\n")

    return Handler
