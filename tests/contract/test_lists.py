"""Every list is stable while things come and go between its pages: in memory, and in the table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from chalicelib.domain.brand import Brand
from chalicelib.domain.listing import Listing
from chalicelib.usecases.ports.region_configs import RegionConfigFilter
from chalicelib.usecases.ports.scheduled_reports import ScheduledReportFilter
from tests.fakes.visibility_stores import Makers

WANTED, OTHER = "wanted", "other"


@dataclass
class List:
    """Things of one kind, of which a list shows those that are `WANTED`; `there` are they, by id."""

    make: Makers
    brand: Brand
    new: Callable[["List", str], Any]
    remove: Callable[["List", Any], None]
    page: Callable[["List", int, str | None], Listing[Any]]
    there: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str) -> str:
        thing = self.new(self, name)
        if name == WANTED:
            self.there[thing.id] = thing
        return str(thing.id)

    def lose(self, identity: str) -> None:
        self.remove(self, self.there.pop(identity))


def _config(of: List, name: str) -> Any:
    return of.make.config(of.brand, name=name)


def _brand_page(of: List, limit: int, after: str | None) -> Listing[Any]:
    return of.make.stores.brands.page(of.make.organization_id, WANTED, limit=limit, after=after)


def _account_page(of: List, limit: int, after: str | None) -> Listing[Any]:
    return of.make.stores.accounts.page(of.make.organization_id, brand_id=of.brand.id, limit=limit, after=after)


def _schedule_page(of: List, limit: int, after: str | None) -> Listing[Any]:
    wanted = ScheduledReportFilter(brand_id=of.brand.id, search=WANTED)
    return of.make.stores.schedules.page(of.make.organization_id, wanted, limit=limit, after=after)


def _config_page(of: List, limit: int, after: str | None) -> Listing[Any]:
    return of.make.stores.configs.page(of.make.organization_id, RegionConfigFilter(search=WANTED), limit=limit, after=after)


KINDS: dict[str, tuple[Any, Any, Any]] = {
    "brands": (lambda of, name: of.make.brand(name=name), lambda of, one: of.make.stores.brands.remove(one, joined=0), _brand_page),
    "accounts": (
        lambda of, name: of.make.account(of.brand if name == WANTED else None),
        lambda of, one: of.make.stores.accounts.remove(one),
        _account_page,
    ),
    "schedules": (
        lambda of, name: of.make.schedule(of.brand, name=name),
        lambda of, one: of.make.stores.schedules.remove(one),
        _schedule_page,
    ),
    "configs": (_config, lambda of, one: of.make.stores.configs.remove(one, []), _config_page),
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_there_all_along_is_shown_once_and_nothing_twice_whatever_comes_and_goes(make: Makers, kind: str, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - of a test
    make.clock.pass_(milliseconds=1)
    listed = List(make, make.brand(name="of the things"), *KINDS[kind])
    for _ in range(9):
        listed.add(chance.choice((WANTED, WANTED, OTHER)))
        make.clock.pass_(milliseconds=1)
    at_first, shown, after = set(listed.there), [], None
    while True:
        page = listed.page(listed, chance.randint(1, 3), after)
        shown += [one.id for one in page.items]
        after = page.after
        if after is None:
            break
        for _ in range(chance.randint(0, 2)):
            make.clock.pass_(milliseconds=1)
            listed.add(chance.choice((WANTED, OTHER)))
        if listed.there and chance.random() < 0.6:
            listed.lose(chance.choice(sorted(listed.there)))
    assert shown == sorted(set(shown), reverse=True), "newest first, none twice"
    assert set(shown) <= at_first, "what came later is before the first page"
    assert at_first & set(listed.there) <= set(shown), "what stayed was shown"
