"""A process that dies: what stands behind a port is called so many times, and then no more."""

from typing import Any


class Died(Exception):
    """The process is gone in the middle of its work."""


class Lifetime:
    """How many more writes a process lives to make."""

    def __init__(self, writes: int) -> None:
        self.left = writes

    def write(self) -> None:
        if self.left == 0:
            raise Died
        self.left -= 1


class Dying:
    """A port whose writes end with the process: `save`, `remove`, `change` and `delete_all` count."""

    def __init__(self, port: Any, lifetime: Lifetime) -> None:
        self._port = port
        self._lifetime = lifetime

    def __getattr__(self, name: str) -> Any:
        if name in {"save", "remove", "change", "delete_all"}:
            self._lifetime.write()
        return getattr(self._port, name)
