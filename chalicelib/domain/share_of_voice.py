"""Share of voice: how much of what is said of a brand and its competitors is said of each.

A mention is one naming of a business in an answer's text. Share of voice = a business's mentions ÷ the mentions of the brand and its
competitors; businesses that are neither are left out of it. Mentions in one answer are not independent of each other, so that its
interval is a lower bound of the uncertainty; the shares of answers have no such limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.answer_analysis.analysis import Tag
from chalicelib.domain.brand import Brand
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.wilson import Proportion


@dataclass(frozen=True, slots=True)
class BusinessStanding:
    """One business over the answered cells: in how many it is named, how often, and its mean rank there (None where it never is).

    `share_of_voice` is None for a business that is neither the brand nor a competitor.
    """

    name: str
    tag: Tag
    appearances: Proportion
    mentions: int
    share_of_voice: Proportion | None
    average_rank: Decimal | None


def share_of_voice(answered: Iterable[CellResult]) -> Proportion:
    """The brand's mentions of its and its competitors'."""
    voices = [business for result in answered for business in result.businesses if business.tag is not Tag.OTHER]
    own = sum(business.mentions for business in voices if business.tag is Tag.MY_BRAND)
    return Proportion(own, sum(business.mentions for business in voices))


def standings(answered: Sequence[CellResult], brand: Brand) -> tuple[BusinessStanding, ...]:
    """The brand, every competitor (also one that is never named), then the others; each group by answers, mentions and name."""
    expected = [(Tag.MY_BRAND, brand.name), *((Tag.COMPETITOR, competitor.name) for competitor in brand.competitors)]
    named = {(business.tag, business.name) for result in answered for business in result.businesses}
    voices = share_of_voice(answered).n
    found = [_standing(answered, tag, name, voices) for tag, name in named.union(expected)]
    return tuple(sorted(found, key=_by_group_then_size))


def mean_rank(ranks: Iterable[int | None]) -> Decimal | None:
    """The mean of the ranks that there are, unrounded; None of none."""
    known = [rank for rank in ranks if rank is not None]
    return Decimal(sum(known)) / len(known) if known else None


def _standing(answered: Sequence[CellResult], tag: Tag, name: str, voices: int) -> BusinessStanding:
    its_own = [business for result in answered for business in result.businesses if (business.tag, business.name) == (tag, name)]
    mentions = sum(business.mentions for business in its_own)
    return BusinessStanding(
        name=name,
        tag=tag,
        appearances=Proportion(len(its_own), len(answered)),
        mentions=mentions,
        share_of_voice=None if tag is Tag.OTHER else Proportion(mentions, voices),
        average_rank=mean_rank(business.rank for business in its_own),
    )


def _by_group_then_size(standing: BusinessStanding) -> tuple[int, int, int, str]:
    return list(Tag).index(standing.tag), -standing.appearances.count, -standing.mentions, standing.name
