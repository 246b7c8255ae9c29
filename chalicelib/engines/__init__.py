"""The registry of engines: one file per way of asking an AI platform, found by its name and imported only when asked for.

A file holds `build(way)`, which makes the engine that asks as this platform is configured (`wire.way.Way`).
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.engines.wire.way import Way
    from chalicelib.usecases.ports.engines import Engine

_NOT_A_WAY = {"__init__", "configuration", "configured"}


@cache
def names() -> tuple[str, ...]:
    """The names of all engines, sorted."""
    return tuple(sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem not in _NOT_A_WAY))


def load(name: str) -> "Callable[[Way], Engine]":
    """What builds the engine of this name; KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    build: Callable[[Way], Engine] = import_module(f"{__name__}.{name}").build
    return build
