"""One page of what is kept in memory, newest first: what the fakes' lists have in common."""

from collections.abc import Callable, Mapping

from chalicelib.domain.listing import Listing


def page_of[T](entries: Mapping[str, T], matches: Callable[[T], bool], *, limit: int, after: str | None) -> Listing[T]:
    """A page of the entries (by id) that match."""
    identities = [identity for identity in sorted(entries, reverse=True) if matches(entries[identity])]
    rest = [identity for identity in identities if after is None or identity < after]
    return Listing(tuple(entries[identity] for identity in rest[:limit]), rest[limit - 1] if len(rest) > limit else None)
