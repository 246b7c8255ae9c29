"""Time zone: the names of the IANA database, as the pinned `tzdata` package has them, whatever the machine's own copy says."""

from difflib import get_close_matches
from functools import cache
from importlib.resources import files


@cache
def _names() -> frozenset[str]:
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="ascii").split())


def is_time_zone(name: str) -> bool:
    """Whether `name` is in the database, in its own spelling."""
    return name in _names()


def similar_time_zones(name: str) -> list[str]:
    """Up to three names that may have been meant, the likeliest first: the same city, or a similar spelling."""
    wanted = name.strip().casefold().replace(" ", "_")
    by_folded = {known.casefold(): known for known in sorted(_names())}
    same_city = [known for folded, known in by_folded.items() if folded.rpartition("/")[2] == wanted.rpartition("/")[2]]
    close = [by_folded[folded] for folded in get_close_matches(wanted, by_folded, n=3, cutoff=0.7)]
    return list(dict.fromkeys([*same_city, *close]))[:3]
