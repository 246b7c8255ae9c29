"""Prose: a sentence as fragments, so that a page can set figures apart and isolate what a user named."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a user wrote: any script, any length, any direction."""

    text: str
    is_name = True


@dataclass(frozen=True, slots=True)
class Strong:
    """What the sentence is about, set in the heavier weight."""

    text: str
    is_name = False


def shortened(name: str, most: int = 44) -> Name:
    """A name for a running sentence: its middle is left out where it is long. A table has it in full."""
    if len(name) <= most:
        return Name(name)
    tail = most // 3
    return Name(f"{name[: most - tail - 1].rstrip()}…{name[-tail:].lstrip()}")


type Fragment = str | Name | Strong
type Prose = tuple[Fragment, ...]

_ISOLATE, _POP = "\u2068", "\u2069"


def capitalised(prose: Prose) -> Prose:
    """A phrase as a sentence begins; a name stays as it is."""
    first, rest = prose[:1], prose[1:]
    return (first[0][:1].upper() + first[0][1:], *rest) if first and isinstance(first[0], str) else prose


def listed(items: Sequence[Prose]) -> Prose:
    """`a`, `a and b`, `a, b and c`."""
    fragments: list[Fragment] = []
    for position, item in enumerate(items):
        if position:
            fragments.append(" and " if position == len(items) - 1 else ", ")
        fragments.extend(item)
    return tuple(fragments)


def plain(prose: Prose) -> str:
    """The sentence as plain text, names between Unicode's isolates (UAX #9): for alternative text."""
    return "".join(isolated(part.text) if isinstance(part, Name) else part.text if isinstance(part, Strong) else part for part in prose)


def isolated(name: str) -> str:
    """A name that keeps its own direction inside plain text."""
    return f"{_ISOLATE}{name}{_POP}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 campaign`, `2 campaigns`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
