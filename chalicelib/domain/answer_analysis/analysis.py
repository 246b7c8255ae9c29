"""Analysis: what one answer says of a brand and of its competitors."""

from dataclasses import dataclass
from enum import StrEnum


class Tag(StrEnum):
    """Whose name it is."""

    MY_BRAND = "my_brand"
    COMPETITOR = "competitor"
    OTHER = "other"


class Sentiment(StrEnum):
    """How the answer speaks of the brand where it names it."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class BrandNames:
    """What a business is called: each of `name`, `aliases` and the domain of `website` counts as naming it."""

    name: str
    website: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Business:
    """A business that the answer names; `rank` (from 1) is its place in the order of first mention."""

    name: str
    website: str | None
    tag: Tag
    rank: int
    mentions: int
