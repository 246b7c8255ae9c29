"""Pages with a filter: never more than five reads, and nothing shown twice or left out."""

import pytest

from chalicelib.adapters.dynamodb import Item
from chalicelib.adapters.filtered_pages import filtered_page, is_in
from chalicelib.domain.listing import MAX_LIMIT, Listing

ALL = [f"{number:03}" for number in range(100, 0, -1)]


class Pages:
    """Items by falling id, and how many were asked for in each read."""

    def __init__(self, ids: list[str], longest: int = MAX_LIMIT) -> None:
        self.ids = ids
        self.longest = longest
        self.reads = list[int]()

    def __call__(self, after: str | None, limit: int) -> Listing[Item]:
        self.reads.append(limit)
        rest = [identity for identity in self.ids if after is None or identity < after]
        size = min(limit, self.longest)
        return Listing(tuple({"id": identity} for identity in rest[:size]), rest[size - 1] if len(rest) > size else None)


def _page(pages: Pages, wanted: set[str], limit: int, after: str | None = None) -> Listing[str]:
    return filtered_page(pages, lambda item: str(item["id"]), lambda identity: identity in wanted, limit, after)


def test_a_page_that_nothing_matches_ends_after_five_reads_and_says_where_to_go_on() -> None:
    pages = Pages(ALL, longest=2)
    assert _page(pages, set(), limit=2) == Listing((), "091")
    assert len(pages.reads) == 5


def test_a_page_that_everything_matches_is_read_once_and_no_longer_than_it_is() -> None:
    pages = Pages(ALL)
    assert _page(pages, set(ALL), limit=2) == Listing((ALL[0], ALL[1]), ALL[1])
    assert pages.reads == [3]


def test_one_among_many_is_found_at_once_however_short_the_page() -> None:
    pages = Pages(ALL)
    assert _page(pages, {ALL[-1]}, limit=1) == Listing((ALL[-1],))
    assert pages.reads == [2, MAX_LIMIT]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("every", [1, 2, 3, 30])
def test_pages_tile_what_matches(limit: int, every: int) -> None:
    wanted = set(ALL[::every])
    seen: list[str] = []
    after = None
    while True:
        page = _page(Pages(ALL, longest=2), wanted, limit, after)
        assert len(page.items) <= limit
        seen += page.items
        after = page.after
        if after is None:
            break
    assert seen == ALL[::every]


def test_a_page_that_ends_with_the_last_item_says_that_it_is_the_last() -> None:
    assert _page(Pages(ALL[:2]), set(ALL), limit=2).after is None
    assert _page(Pages(ALL[:3]), set(ALL), limit=2).after == ALL[1]


def test_there_is_more_only_where_more_matches() -> None:
    assert _page(Pages(ALL), {ALL[0], ALL[1]}, limit=2) == Listing((ALL[0], ALL[1]))
    assert _page(Pages(ALL), {ALL[0], ALL[1], ALL[-1]}, limit=2) == Listing((ALL[0], ALL[1]), ALL[1])
    assert _page(Pages(ALL, longest=2), {ALL[0], ALL[1]}, limit=2) == Listing((ALL[0], ALL[1]), ALL[9])


@pytest.mark.parametrize(("search", "found"), [(None, True), ("STRASSE", True), ("straße", True), ("weg", False)])
def test_a_search_is_part_of_a_name_case_aside(search: str | None, found: object) -> None:
    assert is_in(search, "Acme Straße") is found
