"""Caller: who asks, and what they may do. Everything a caller sees or makes is in their organization."""

from dataclasses import dataclass, field
from enum import StrEnum

from chalicelib.domain.errors import BrandNotAuthorized, Forbidden


class CreatedVia(StrEnum):
    """By which door a thing came to be."""

    HUMAN = "human"
    AI = "ai"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class Caller:
    """The principal behind a request: an API key of an organization. One with an `allowed_brand_id` is restricted to that brand.

    `key_hash` is known to the service and to whoever holds the key.
    """

    organization_id: str
    key_id: str
    scopes: frozenset[str]
    via: CreatedVia = CreatedVia.HUMAN
    key_prefix: str = ""
    allowed_brand_id: str | None = None
    key_hash: str = field(default="", repr=False)

    def sees(self, brand_id: str | None) -> bool:
        """Whether what is of this brand (None: of none) is the caller's to see: all of it, unless they are restricted to another."""
        return self.allowed_brand_id in (None, brand_id)


def require_brand(caller: Caller, brand_id: str | None) -> None:
    """`BrandNotAuthorized` where a thing of the caller's organization is of a brand (None: of none) that is not theirs to see."""
    if not caller.sees(brand_id):
        raise BrandNotAuthorized


def require_organization(caller: Caller, thing: str) -> None:
    """`Forbidden` where a thing is the whole organization's to change, and the caller is restricted to one of its brands."""
    if caller.allowed_brand_id is not None:
        raise Forbidden(f"{thing} is not this key's to change: it is restricted to a brand")
