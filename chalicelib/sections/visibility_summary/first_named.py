"""Who is named first: the business that an answer mentions before any other."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.answer_analysis.analysis import Tag
from chalicelib.domain.cell_result import CellResult


@dataclass(frozen=True, slots=True)
class FirstNamed:
    """In how many answers the brand comes first, and in how many the other business that does so most; `rival` is empty without one."""

    own: int
    rival: str
    rivals: int


def first_named(answered: Iterable[CellResult], brand: str) -> FirstNamed:
    """Counted over the answered cells; of two rivals with as many, the first by name."""
    firsts = Counter((business.tag, business.name) for result in answered for business in result.businesses if business.rank == 1)
    own = firsts.pop((Tag.MY_BRAND, brand), 0)
    rivals = sorted(firsts.items(), key=lambda entry: (-entry[1], entry[0][1]))
    return FirstNamed(own, rivals[0][0][1], rivals[0][1]) if rivals else FirstNamed(own, "", 0)
