"""Brand: whose visibility is measured, by which names it goes, and against whom."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Competitor:
    """A business that the brand is measured against. `website` is an http(s) URL; `aliases` are its other names."""

    name: str
    website: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand. `website` is an http(s) URL; `brand_aliases` are other names that count as a mention of it."""

    id: str
    organization_id: str
    name: str
    website: str
    brand_aliases: tuple[str, ...]
    competitors: tuple[Competitor, ...]
    categories: tuple[str, ...]
    country: str | None
    language: str | None
    created_at: datetime
    updated_at: datetime
    revision: int = 1
