"""Caller: who asks, and what they may do. Everything a caller sees or makes is in their organization."""

from dataclasses import dataclass
from enum import StrEnum


class CreatedVia(StrEnum):
    """By which door a thing came to be."""

    HUMAN = "human"
    AI = "ai"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class Caller:
    """The principal behind a request: an API key of an organization. One with an `allowed_brand_id` is restricted to that brand."""

    organization_id: str
    key_id: str
    scopes: frozenset[str]
    via: CreatedVia = CreatedVia.HUMAN
    key_prefix: str = ""
    allowed_brand_id: str | None = None
