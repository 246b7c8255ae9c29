"""Endpoint: a route as it is declared, once, for whoever answers it and whoever describes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Required, TypedDict

from pydantic import BaseModel

from chalicelib.doors.call import Call, NoQuery, Reply
from chalicelib.doors.parsing import OneOf

JSON = ("application/json",)
MAX_BODY = 1_000_000
MAX_METRICS_BODY = 4_000_000

type Answer = type[BaseModel] | UnionType | Media | None
type View = Callable[[Call[Any, Any]], Reply]


def never(_raw: bytes) -> bool:
    """Of no body."""
    return False


def always(_raw: bytes) -> bool:
    """Of every body."""
    return True


@dataclass(frozen=True, slots=True)
class Media:
    """An answer that is no model: a text of one of these media types."""

    types: tuple[str, ...]


class Declaration(TypedDict, total=False):
    """What a route says of itself; what follows from it for every route is derived where it is answered and where it is described.

    `scope`: what a key must hold; None: no key needed.
    `answers`: the model of each status that it answers with when all goes well; None: no body.
    `body`: a model, one of several, or `bytes`, handed to the view as they came; left out: none is read.
    `optional_body`: it may be left out, or be null: the model's own defaults then.
    `query`: its parameters, none where it is left out.
    `media_types`, `max_body` (bytes): what a body may be.
    `paid`: of which bodies, however malformed, it starts paid work, which counts in a tier of its own.
    `conflicts`: a state can forbid it, although it is no POST, PATCH or DELETE, which can be refused with 409 anyway.
    `finds`: its body or query holds ids, so that it can answer 404 without an id in its path.
    """

    scope: Required[str | None]
    answers: Required[Mapping[int, Answer]]
    body: type[BaseModel] | type[bytes] | OneOf
    optional_body: bool
    query: type[BaseModel]
    media_types: tuple[str, ...]
    max_body: int
    paid: Callable[[bytes], bool]
    conflicts: bool
    finds: bool


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A declared route and its view; see `Declaration`."""

    method: str
    path: str
    view: View
    scope: str | None
    answers: Mapping[int, Answer]
    body: type[BaseModel] | type[bytes] | OneOf | None = None
    optional_body: bool = False
    query: type[BaseModel] = NoQuery
    media_types: tuple[str, ...] = JSON
    max_body: int = MAX_BODY
    paid: Callable[[bytes], bool] = never
    conflicts: bool = False
    finds: bool = False

    @property
    def name(self) -> str:
        """Its name, which no other route has: its view's."""
        return self.view.__name__
