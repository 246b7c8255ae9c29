"""Endpoint: a route as it is declared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from chalicelib.api.call import Call, Reply

type View = Callable[[Call[Any, Any]], Reply]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route as it is declared. `scope` None: no key needed; `body` None: none read; `media_types` are what a body may be."""

    method: str
    path: str
    scope: str | None
    body: type[BaseModel] | type[bytes] | None
    query: type[BaseModel]
    media_types: tuple[str, ...]
    max_body: int
    view: View
