"""Tool: what an agent can call, declared once for whoever calls it and whoever describes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack

from chalicelib.doors.call import AnswerModel, Call, RequestModel


@dataclass(frozen=True, slots=True)
class Link:
    """A file that the agent's user can fetch until the link expires."""

    url: str
    name: str
    title: str
    description: str
    media_type: str
    size: int
    lasts_seconds: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool tells: the result, the same in a few words that an agent can act on and pass on, and links to files."""

    result: AnswerModel
    words: str
    links: tuple[Link, ...] = ()


type View = Callable[[Call[Any, Any]], Told]


@dataclass(frozen=True, slots=True)
class Tool:
    """A declared tool. `scope` is what a key must hold; `paid`: it starts paid work, which counts in a tier of its own.

    `read_only`: it changes nothing; `idempotent`: called again at once, it changes nothing more. None destroys anything.
    """

    name: str
    title: str
    description: str
    scope: str
    params: type[RequestModel]
    result: type[AnswerModel]
    view: View
    read_only: bool
    idempotent: bool
    paid: bool


class Declaration(TypedDict, total=False):
    """What a tool says of itself; see `Tool`."""

    title: str
    scope: str
    params: type[RequestModel]
    result: type[AnswerModel]
    read_only: bool
    idempotent: bool
    paid: bool


@dataclass(slots=True)
class Tools:
    """The tools of one resource."""

    declared: list[Tool] = field(default_factory=list)

    def reads(self, **declared: Unpack[Declaration]) -> Callable[[View], View]:
        """Declare a tool that changes nothing. Its docstring is what an agent is told of it."""
        return self._declare(declared | {"read_only": True, "idempotent": True, "paid": False})

    def makes(self, **declared: Unpack[Declaration]) -> Callable[[View], View]:
        """Declare a tool that makes something. Its docstring is what an agent is told of it."""
        return self._declare({"idempotent": False, "paid": False} | declared | {"read_only": False})

    def _declare(self, declared: Any) -> Callable[[View], View]:
        def declare(view: View) -> View:
            self.declared.append(Tool(name=view.__name__, description=_plain(view.__doc__ or ""), view=view, **declared))
            return view

        return declare


def _plain(docstring: str) -> str:
    """A docstring without its indentation and with a line for each of its paragraphs."""
    paragraphs = docstring.strip().split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
