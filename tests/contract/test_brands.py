"""What every keeper of brands does, and how things hang from a brand: in memory, and in the table."""

from dataclasses import replace

import pytest

from chalicelib.domain.brand import Competitor
from chalicelib.domain.errors import Stale
from chalicelib.usecases.ports.brands import NoSuchBrand
from tests.fakes.visibility_stores import Makers, Stores


def test_a_brand_comes_back_as_it_was_stored(stores: Stores, make: Makers) -> None:
    rivals = (Competitor("Bean There", "https://bean.example", ("Bean",)), Competitor("Café Ñ"))
    brand = make.brand(competitors=rivals, categories=("coffee",), country="Germany", language="German")
    assert stores.brands.get(brand.organization_id, brand.id) == brand


def test_another_organization_sees_nothing_of_it(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    assert stores.brands.get("another", brand.id) is None
    assert stores.brands.page("another", None, limit=5, after=None).items == ()


def test_a_save_changes_what_was_read_and_nothing_that_moved_on(stores: Stores, make: Makers) -> None:
    brand = make.brand(country="Germany")
    saved = stores.brands.save(replace(brand, name="Renamed", country=None))
    assert saved.revision == brand.revision + 1
    assert stores.brands.get(brand.organization_id, brand.id) == saved
    with pytest.raises(Stale):
        stores.brands.save(replace(brand, name="Late"))


def test_a_list_is_newest_first_and_its_pages_tile(stores: Stores, make: Makers) -> None:
    made = [make.brand() for _ in range(5)]
    first = stores.brands.page(make.organization_id, None, limit=3, after=None)
    second = stores.brands.page(make.organization_id, None, limit=3, after=first.after)
    assert [*first.items, *second.items] == made[::-1]
    assert (first.after, second.after) == (made[2].id, None)


def test_a_list_of_one_brand_shows_that_one_where_the_search_does(stores: Stores, make: Makers) -> None:
    wanted, _other = make.brand(name="Wanted"), make.brand(name="Wanted too")
    page = stores.brands.page
    assert page(make.organization_id, "wanted", only=wanted.id, limit=5, after=None).items == (wanted,)
    assert page(make.organization_id, "other", only=wanted.id, limit=5, after=None).items == ()
    assert page(make.organization_id, None, only=wanted.id, limit=5, after=wanted.id).items == ()
    assert page(make.organization_id, None, only="nobody's", limit=5, after=None).items == ()


def test_the_accounts_of_a_brand_are_listed_newest_first_and_its_pages_tile(stores: Stores, make: Makers) -> None:
    brand, another = make.brand(), make.brand()
    made = []
    for _ in range(5):
        make.clock.pass_(seconds=1)
        made.append(make.account(brand))
        make.account(another)
    first = stores.accounts.page(make.organization_id, brand_id=brand.id, limit=3, after=None)
    second = stores.accounts.page(make.organization_id, brand_id=brand.id, limit=3, after=first.after)
    assert [*first.items, *second.items] == made[::-1]
    assert second.after is None
    moved = stores.accounts.save(replace(made[0], brand_id=None), was=made[0])
    assert moved not in stores.accounts.page(make.organization_id, brand_id=brand.id, limit=10, after=None).items


def test_a_search_finds_part_of_a_name_in_any_case(stores: Stores, make: Makers) -> None:
    wanted = make.brand(name="Straßen-Café")
    make.brand(name="Another")
    assert stores.brands.page(make.organization_id, "STRASSEN", limit=5, after=None).items == (wanted,)


def test_what_hangs_from_a_brand_is_found(stores: Stores, make: Makers) -> None:
    brand, another = make.brand(), make.brand()
    schedule, account = make.schedule(brand), make.account(brand)
    configs = {make.config(brand, schedule).id, make.config(brand).id}
    make.schedule(another)
    make.account()
    hanging = stores.brands.hanging_from(brand, limit=10)
    assert (hanging.scheduled_report_ids, set(hanging.region_config_ids), hanging.ad_account_ids) == (
        (schedule.id,),
        configs,
        (account.id,),
    )
    few = stores.brands.hanging_from(brand, limit=3)
    assert len(few.scheduled_report_ids + few.region_config_ids + few.ad_account_ids) == 3


def test_what_is_removed_or_linked_elsewhere_hangs_no_more(stores: Stores, make: Makers) -> None:
    brand, another = make.brand(), make.brand()
    schedule, config = make.schedule(brand), make.config(brand)
    moved, unlinked, removed = make.account(brand), make.account(brand), make.account(brand)
    stores.schedules.remove(schedule)
    stores.configs.remove(config, [])
    stores.accounts.save(replace(moved, brand_id=another.id), was=moved)
    stores.accounts.save(replace(unlinked, brand_id=None), was=unlinked)
    stores.accounts.remove(removed)
    assert stores.brands.hanging_from(brand, limit=10).is_nothing
    assert stores.brands.hanging_from(another, limit=10).ad_account_ids == (moved.id,)


def test_a_brand_that_something_joined_meanwhile_is_not_removed(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    seen = stores.brands.hanging_from(brand, limit=10)
    schedule = make.schedule(brand)
    stores.schedules.remove(schedule)
    with pytest.raises(Stale):
        stores.brands.remove(brand, joined=seen.joined)
    stores.brands.remove(brand, joined=stores.brands.hanging_from(brand, limit=10).joined)
    assert stores.brands.get(brand.organization_id, brand.id) is None


def test_a_brand_that_changed_meanwhile_is_not_removed(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    stores.brands.save(brand)
    with pytest.raises(Stale):
        stores.brands.remove(brand, joined=0)


def test_nothing_joins_a_brand_that_is_gone(stores: Stores, make: Makers) -> None:
    brand, account = make.brand(), make.account()
    stores.brands.remove(brand, joined=0)
    with pytest.raises(NoSuchBrand):
        make.schedule(brand)
    with pytest.raises(NoSuchBrand):
        make.config(brand)
    with pytest.raises(NoSuchBrand):
        make.account(brand)
    with pytest.raises(NoSuchBrand):
        stores.accounts.save(replace(account, brand_id=brand.id), was=account)
    assert stores.accounts.get(account.organization_id, account.id) == account
