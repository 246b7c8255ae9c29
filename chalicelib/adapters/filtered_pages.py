"""Filtered pages: what no index serves is applied to at most five reads a call, so that a page may be short while more is to come.

One more than the page holds is looked for, so that there is "more" only where there is. The first read is as long as that takes where
everything matches; those after it are as long as any page may be, or whoever looks for one thing among many would turn page after
empty page.
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
    matching: list[tuple[str, T]] = []
    for number in range(_READS_A_CALL):
        page = read(after, MAX_LIMIT if number else limit + 1)
        entries = [(str(item["id"]), parse(item)) for item in page.items]
        matching += [(identity, entry) for identity, entry in entries if matches(entry)]
        after = page.after
        if len(matching) > limit:
            after = matching[limit - 1][0]
        if len(matching) > limit or after is None:
            break
    return Listing(tuple(entry for _, entry in matching[:limit]), after)


def is_in(search: str | None, name: str) -> bool:
    """Whether a name has `search` in it, case aside; without a search, every name has."""
    return search is None or search.casefold() in name.casefold()
