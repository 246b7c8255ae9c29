"""Filtered pages: what no index serves is applied to at most five reads a call, so that a page may be short while more is to come.

The first read is as long as the page, which is enough where everything matches; those after it are as long as any page may be, or
whoever looks for one thing among many would turn page after empty page.
"""

from collections.abc import Callable

from chalicelib.adapters.dynamodb import Item
from chalicelib.domain.listing import MAX_LIMIT, Listing

_READS_A_CALL = 5

type ReadPage = Callable[[str | None, int], Listing[Item]]
"""From where a page goes on, and how long it may be, to the items there, newest first, each with its `id`, and where the next one
goes on: after an id."""


def filtered_page[T](read: ReadPage, parse: Callable[[Item], T], matches: Callable[[T], bool], limit: int, after: str | None) -> Listing[T]:
    """One page of those that match."""
    matching: list[T] = []
    for number in range(_READS_A_CALL):
        page = read(after, MAX_LIMIT if number else limit)
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
