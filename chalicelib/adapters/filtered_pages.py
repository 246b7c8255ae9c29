"""Filtered pages: what no index serves is applied to at most five pages a call, so that a page may be short while more is to come."""

from collections.abc import Callable

from chalicelib.adapters.dynamodb import Item
from chalicelib.domain.listing import Listing

_PAGES_A_CALL = 5

type ReadPage = Callable[[str | None], Listing[Item]]
"""From where a page goes on to the items there, newest first, each with its `id`, and where the next one goes on: after an id."""


def filtered_page[T](read: ReadPage, parse: Callable[[Item], T], matches: Callable[[T], bool], limit: int, after: str | None) -> Listing[T]:
    """One page of those that match."""
    matching: list[T] = []
    for _ in range(_PAGES_A_CALL):
        page = read(after)
        for item in page.items:
            entry = parse(item)
            after = item["id"]
            if matches(entry):
                matching.append(entry)
            if len(matching) == limit:
                more = page.after is not None or item is not page.items[-1]
                return Listing(tuple(matching), after if more else None)
        after = page.after
        if after is None:
            break
    return Listing(tuple(matching), after)


def is_in(search: str | None, name: str) -> bool:
    """Whether a name has `search` in it, case aside; without a search, every name has."""
    return search is None or search.casefold() in name.casefold()
