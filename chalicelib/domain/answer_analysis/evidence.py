"""Evidence: which names one answer has, and where it sets them apart or side by side. What of it is a business is decided elsewhere.

It is what an answer keeps for being read together with the other answers of its report, and small: names and numbers, no text.
"""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.answer_analysis.analysis import Sentiment, Tag
from chalicelib.domain.citation import Citation


@dataclass(frozen=True, slots=True)
class KnownName:
    """A business that somebody listed: where it is first named, and how often."""

    name: str
    website: str | None
    tag: Tag
    first: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row that name nobody listed, where they first stand and how often; `opens` where they begin a sentence."""

    words: str
    first: int
    times: int
    opens: bool


class GroupKind(StrEnum):
    """What makes names stand as equals."""

    LIST = "list"
    """Items of one list, a table's first cells, numbered headings of one level."""
    LEAD = "lead"
    """What begins one paragraph, or one heading: alone."""
    LOST_BREAKS = "lost_breaks"
    """Items whose line breaks were lost: features stand among names."""
    ENUMERATION = "enumeration"
    """`A, B and C` in running text."""


@dataclass(frozen=True, slots=True)
class Member:
    """A name in a group; `opens` where it begins a sentence, so that its capital says nothing. `website` is where its own link leads."""

    name: str
    opens: bool
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Names that stand as equals, with how many of listed businesses; `is_cued` where words before them recommend or compare."""

    kind: GroupKind
    members: tuple[Member, ...]
    known: int
    is_cued: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """All of one answer. `words` are those written in lower case, but for English ones, which everybody knows to be words."""

    known: tuple[KnownName, ...]
    runs: tuple[Run, ...]
    groups: tuple[Group, ...]
    words: tuple[str, ...]
    is_english: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What one answer tells by itself. `sentiment` is None where the brand is absent or the language can't be judged.

    `evidence` is what the businesses it names are told from, together with the other answers of its report.
    """

    brand_appears: bool
    sentiment: Sentiment | None
    citations: tuple[Citation, ...]
    evidence: Evidence
