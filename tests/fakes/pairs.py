"""All pairs: few combinations that hold every two levels of different factors together (greedy, and the same each time)."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product


def all_pairs(factors: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """The combinations. Each takes, of all that there are, the one that holds most pairs that none before it holds."""
    every = [dict(zip(factors, levels, strict=True)) for levels in product(*factors.values())]
    open_pairs = set().union(*(_pairs(each) for each in every))
    chosen = []
    while open_pairs:
        best = max(every, key=lambda each: len(_pairs(each) & open_pairs))
        chosen.append(best)
        open_pairs -= _pairs(best)
    return chosen


def _pairs(of: Mapping[str, str]) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    return set(combinations(of.items(), 2))
