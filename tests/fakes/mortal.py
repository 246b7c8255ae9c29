"""A worker that dies: whatever it calls is counted, and the call with the fatal number is its last."""

from enum import Enum
from typing import Any


class Killed(BaseException):
    """Lambda was gone. No code of ours catches it."""


class Death(Enum):
    BEFORE = "before"
    AFTER = "after"


class Fate:
    """At which call, of all that go through it, the worker dies: before the call or just after it. None: it lives."""

    def __init__(self, at: int | None = None, death: Death = Death.BEFORE) -> None:
        self.calls = 0
        self.called: list[str] = []
        self.is_dead = False
        self._at = at
        self._death = death

    def strike(self, at: int, death: Death) -> None:
        """Die at the so manyeth call from now on."""
        self._at, self._death = self.calls + at, death

    @property
    def has_struck(self) -> bool:
        return self._at is not None and self.calls >= self._at

    def befall(self, port: Any) -> Any:
        """The port, through which the worker dies."""
        return _Mortal(port, self)

    def call(self, method: Any, *args: Any, **kwargs: Any) -> Any:
        if self.is_dead:
            raise Killed  # what a `finally` would still do, a process that is gone does not
        self.calls += 1
        self.called.append(f"{type(getattr(method, '__self__', method)).__name__}.{getattr(method, '__name__', '__call__')}")
        self.is_dead = self.calls == self._at
        if self.is_dead and self._death is Death.BEFORE:
            raise Killed
        result = method(*args, **kwargs)
        if self.is_dead:
            raise Killed
        return result

    def start_again(self) -> None:
        """Another process takes over."""
        self.is_dead = False


class _Mortal:
    def __init__(self, port: Any, fate: Fate) -> None:
        self._port = port
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._port, name)
        return (lambda *args, **kwargs: self._fate.call(value, *args, **kwargs)) if callable(value) else value
