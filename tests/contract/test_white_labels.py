"""What every keeper of white labels does: in memory, and in the table."""

from dataclasses import replace

import pytest

from chalicelib.domain.errors import Stale
from chalicelib.domain.white_label import Logo, WhiteLabel
from chalicelib.usecases.ports.brands import NoSuchBrand
from tests.fakes.visibility_stores import Makers, Stores

LOGO = Logo("org/acme/white-labels/organization/1.png", "ab12", "image/png", 2000, 300, 100, is_light=True)


def test_before_anything_was_set_there_is_a_blank_one(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    for brand_id in (brand.id, None):
        label = stores.white_labels.get(make.organization_id, brand_id)
        assert (label, label.is_blank) == (WhiteLabel(make.organization_id, brand_id), True)


def test_it_comes_back_as_it_was_stored(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    of_brand = make.white_label(brand, primary_color="#0b6e6e", company_name="Café Ñ", locale="de-AT", logo=LOGO)
    own = make.white_label(None, footer_email="hello@acme.example")
    assert stores.white_labels.get(make.organization_id, brand.id) == of_brand
    assert stores.white_labels.get(make.organization_id, None) == own
    assert (of_brand.revision, own.revision) == (1, 1)


def test_what_is_cleared_is_gone(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    label = make.white_label(brand, primary_color="#0b6e6e", logo=LOGO)
    cleared = stores.white_labels.save(replace(label, primary_color=None, logo=None))
    assert stores.white_labels.get(make.organization_id, brand.id) == cleared
    assert cleared.is_blank


@pytest.mark.parametrize("own", [False, True])
def test_a_save_is_of_what_was_read_and_of_nothing_that_moved_on(stores: Stores, make: Makers, own: bool) -> None:  # noqa: FBT001
    brand = None if own else make.brand()
    blank = stores.white_labels.get(make.organization_id, brand.id if brand else None)
    first = make.white_label(brand, company_name="First")
    for late in (blank, replace(first, revision=7)):
        with pytest.raises(Stale):
            stores.white_labels.save(replace(late, company_name="Late"))
    assert stores.white_labels.save(replace(first, company_name="Second")).revision == 2


def test_another_organization_and_another_brand_see_nothing_of_it(stores: Stores, make: Makers) -> None:
    brand, another = make.brand(), make.brand()
    make.white_label(brand, company_name="Acme")
    make.white_label(None, company_name="Agency")
    assert stores.white_labels.get(make.organization_id, another.id).is_blank
    assert stores.white_labels.get("another", brand.id).is_blank
    assert stores.white_labels.get("another", None).is_blank


def test_it_goes_with_its_brand_and_none_comes_after(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    label = make.white_label(brand, company_name="Acme")
    own = make.white_label(None, company_name="Agency")
    stores.brands.remove(brand, joined=stores.brands.hanging_from(brand, limit=10).joined)
    assert stores.white_labels.get(make.organization_id, brand.id) == WhiteLabel(make.organization_id, brand.id)
    assert stores.white_labels.get(make.organization_id, None) == own
    with pytest.raises((NoSuchBrand, Stale)):
        stores.white_labels.save(replace(label, company_name="Late"))
    with pytest.raises(NoSuchBrand):
        stores.white_labels.save(WhiteLabel(make.organization_id, brand.id, company_name="Late"))


def test_a_brand_whose_white_label_changed_meanwhile_is_not_removed(stores: Stores, make: Makers) -> None:
    brand = make.brand()
    seen = stores.brands.hanging_from(brand, limit=10)
    make.white_label(brand, company_name="Acme")
    with pytest.raises(Stale):
        stores.brands.remove(brand, joined=seen.joined)
