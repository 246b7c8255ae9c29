"""Pages with a filter: never more than five reads, and nothing shown twice or left out."""

import pytest

from chalicelib.adapters.dynamodb import Item
from chalicelib.adapters.filtered_pages import filtered_page, is_in
from chalicelib.domain.listing import Listing

ALL = [f"{number:03}" for number in range(100, 0, -1)]


class Pages:
    """Items by falling id, two at a time, and how often they were read."""

    def __init__(self, ids: list[str]) -> None:
        self.ids = ids
        self.reads = 0

    def __call__(self, after: str | None) -> Listing[Item]:
        self.reads += 1
        rest = [identity for identity in self.ids if after is None or identity < after]
        return Listing(tuple({"id": identity} for identity in rest[:2]), rest[1] if len(rest) > 2 else None)


def _page(pages: Pages, wanted: set[str], limit: int, after: str | None = None) -> Listing[str]:
    return filtered_page(pages, lambda item: str(item["id"]), lambda identity: identity in wanted, limit, after)


def test_a_page_that_nothing_matches_ends_after_five_reads_and_says_where_to_go_on() -> None:
    pages = Pages(ALL)
    assert _page(pages, set(), limit=2) == Listing((), "091")
    assert pages.reads == 5


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("every", [1, 2, 3, 30])
def test_pages_tile_what_matches(limit: int, every: int) -> None:
    wanted = set(ALL[::every])
    seen: list[str] = []
    after = None
    while True:
        page = _page(Pages(ALL), wanted, limit, after)
        assert len(page.items) <= limit
        seen += page.items
        after = page.after
        if after is None:
            break
    assert seen == ALL[::every]


def test_a_page_that_ends_with_the_last_item_says_that_it_is_the_last() -> None:
    assert _page(Pages(ALL[:2]), set(ALL), limit=2).after is None
    assert _page(Pages(ALL[:3]), set(ALL), limit=2).after == ALL[1]


@pytest.mark.parametrize(("search", "found"), [(None, True), ("STRASSE", True), ("straße", True), ("weg", False)])
def test_a_search_is_part_of_a_name_case_aside(search: str | None, found: object) -> None:
    assert is_in(search, "Acme Straße") is found
