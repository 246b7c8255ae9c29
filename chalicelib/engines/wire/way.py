"""Way: what an engine is built from — one platform's model, address, key and search, as the operator configured them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class WebSearch(StrEnum):
    """Whether a platform may look things up: never, if it wants to, or for every question."""

    OFF = "off"
    AUTO = "auto"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Way:
    """`key` answers the present key, empty for an engine that needs none: it is read for each question, so that a new one is soon used."""

    model: str
    endpoint: str
    web_search: WebSearch
    key: Callable[[], str]
