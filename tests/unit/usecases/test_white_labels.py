"""Changing white labels and their logos, and which of them a report wears."""

import base64
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib.domain.brand import Brand
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import BrandNotAuthorized, Forbidden, NotFound, Stale, Unavailable
from chalicelib.domain.white_label import WhiteLabel
from chalicelib.usecases.ports.pictures import Picture, UnreadablePicture
from chalicelib.usecases.read_brand import ReadBrand
from chalicelib.usecases.read_white_label import ReadWhiteLabel
from chalicelib.usecases.remove_logo import RemoveLogo
from chalicelib.usecases.set_logo import SetLogo
from chalicelib.usecases.update_white_label import UpdateWhiteLabel
from chalicelib.usecases.wear_white_label import WearWhiteLabel, worn_version
from tests.fakes.documents import FakeDocuments
from tests.fakes.dying import Died, Dying, Lifetime
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, Stores, in_memory

RESTRICTED = "018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d"


class FakePictures:
    """Keeps any picture as it came, but for the empty one."""

    def drawn_anew(self, content: bytes, content_type: str) -> Picture:
        if not content:
            raise UnreadablePicture("empty", "picture_missing")
        return Picture(content, content_type, 300, 100, is_light=False)


@dataclass
class House:
    """The use cases on stores in memory."""

    stores: Stores
    documents: FakeDocuments
    clock: FakeClock
    random: CountingRandom

    def update(self, white_labels: Any = None) -> UpdateWhiteLabel:
        kept = white_labels or self.stores.white_labels
        return UpdateWhiteLabel(kept, ReadWhiteLabel(kept, ReadBrand(self.stores.brands)), self.clock)

    def set_logo(self, white_labels: Any = None, documents: Any = None) -> SetLogo:
        update = self.update(white_labels)
        return SetLogo(documents or self.documents, FakePictures(), update.read, update, self.random)

    def remove_logo(self) -> RemoveLogo:
        return RemoveLogo(self.documents, self.update())

    def wear(self, documents: Any = None) -> WearWhiteLabel:
        return WearWhiteLabel(self.stores.white_labels, documents or self.documents)

    def key(self, brand: Brand | None) -> str:
        logo = self.stores.white_labels.get("acme", brand.id if brand else None).logo
        assert logo is not None
        return logo.key


@pytest.fixture
def house(clock: FakeClock, random: CountingRandom) -> House:
    stores = in_memory()
    assert isinstance(stores.documents, FakeDocuments)
    return House(stores, stores.documents, clock, random)


@pytest.fixture
def make(house: House) -> Makers:
    return Makers(house.stores, house.clock, house.random, "acme")


class TestUpdating:
    def test_what_is_named_changes_and_the_rest_stays(self, house: House, make: Makers, caller: Caller) -> None:
        brand = make.brand()
        house.update()(caller, brand.id, {"primary_color": "#0b6e6e", "company_name": "Acme"})
        house.clock.pass_(seconds=5)
        label = house.update()(caller, brand.id, {"company_name": None, "locale": "de-AT"})
        assert (label.primary_color, label.company_name, label.locale) == ("#0b6e6e", None, "de-AT")
        assert (label.updated_at, label.revision) == (house.clock.now, 2)

    def test_nothing_is_written_where_nothing_changes(self, house: House, make: Makers, caller: Caller) -> None:
        brand = make.brand()
        assert house.update()(caller, brand.id, {}).revision == 0
        house.update()(caller, brand.id, {"company_name": "Acme"})
        assert house.update()(caller, brand.id, {"company_name": "Acme"}).revision == 1

    def test_two_who_change_it_at_once_both_do(self, house: House, make: Makers, caller: Caller) -> None:
        other: Any = _Racing(house.stores.white_labels, lambda: make.white_label(None, company_name="Acme"))
        label = house.update(other)(caller, None, {"footer_phone": "030 123"})
        assert (label.company_name, label.footer_phone, label.revision) == ("Acme", "030 123", 2)

    @pytest.mark.parametrize("unknown", ["", "x", RESTRICTED])
    def test_a_brand_that_is_not_there_has_none(self, house: House, caller: Caller, unknown: str) -> None:
        for attempt in (
            lambda: house.update().read(caller, unknown),
            lambda: house.update()(caller, unknown, {"company_name": "Acme"}),
            lambda: house.set_logo()(caller, unknown, b"logo", "image/png"),
            lambda: house.remove_logo()(caller, unknown),
        ):
            with pytest.raises(NotFound) as refused:
                attempt()
            assert (refused.value.what, refused.value.field) == ("brand", None)

    def test_a_brand_that_goes_meanwhile_is_not_found(self, house: House, make: Makers, caller: Caller) -> None:
        brand = make.brand()
        going: Any = _Racing(house.stores.white_labels, lambda: house.stores.brands.remove(brand, joined=0))
        with pytest.raises(NotFound) as refused:
            house.update(going)(caller, brand.id, {"company_name": "Acme"})
        assert (refused.value.what, refused.value.field) == ("brand", None)

    def test_a_key_of_one_brand_reads_the_organization_s_and_does_not_change_it(self, house: House, make: Makers, caller: Caller) -> None:
        brand = make.brand()
        make.white_label(None, company_name="Agency")
        restricted = replace(caller, allowed_brand_id=brand.id)
        assert house.update().read(restricted, None).company_name == "Agency"
        assert house.update()(restricted, brand.id, {"company_name": "Acme"}).company_name == "Acme"
        for attempt in (
            lambda: house.update()(restricted, None, {"company_name": "Mine"}),
            lambda: house.update()(restricted, None, {}),
            lambda: house.set_logo()(restricted, None, b"logo", "image/png"),
            lambda: house.remove_logo()(restricted, None),
        ):
            with pytest.raises(Forbidden):
                attempt()
        assert len(house.documents.files) == 0

    def test_a_key_of_one_brand_has_nothing_to_do_with_another_s(self, house: House, make: Makers, caller: Caller) -> None:
        another = make.brand().id
        restricted = replace(caller, allowed_brand_id=make.brand().id)
        for attempt in (
            lambda: house.update().read(restricted, another),
            lambda: house.update()(restricted, another, {"company_name": "Mine"}),
            lambda: house.set_logo()(restricted, another, b"logo", "image/png"),
            lambda: house.remove_logo()(restricted, another),
        ):
            with pytest.raises(BrandNotAuthorized):
                attempt()
        assert len(house.documents.files) == 0


class TestLogos:
    def test_a_logo_is_kept_under_its_content_in_its_organization(self, house: House, make: Makers, caller: Caller) -> None:
        brand = make.brand()
        label = house.set_logo()(caller, brand.id, b"logo", "image/png")
        assert label.logo is not None
        assert label.logo.key.startswith(f"kept/org/acme/white-labels/{brand.id}/{label.logo.sha256}")
        assert house.documents.files == {label.logo.key: b"logo"}

    def test_a_new_one_takes_the_place_of_the_one_before(self, house: House, caller: Caller) -> None:
        house.set_logo()(caller, None, b"first", "image/png")
        house.set_logo()(caller, None, b"second", "image/jpeg")
        assert house.documents.files == {house.key(None): b"second"}

    def test_the_same_one_again_changes_nothing(self, house: House, caller: Caller) -> None:
        first = house.set_logo()(caller, None, b"logo", "image/png")
        assert house.set_logo()(caller, None, b"logo", "image/png") == first

    def test_a_removed_one_is_gone_and_not_there_a_second_time(self, house: House, caller: Caller) -> None:
        house.set_logo()(caller, None, b"logo", "image/png")
        house.remove_logo()(caller, None)
        assert house.documents.files == {}
        with pytest.raises(NotFound):
            house.remove_logo()(caller, None)

    def test_a_picture_that_is_none_changes_nothing(self, house: House, caller: Caller) -> None:
        house.set_logo()(caller, None, b"logo", "image/png")
        with pytest.raises(UnreadablePicture):
            house.set_logo()(caller, None, b"", "image/png")
        assert house.documents.files == {house.key(None): b"logo"}

    def test_two_equal_uploads_at_once_leave_one_file_that_is_there(self, house: House, caller: Caller) -> None:
        racing: Any = _Racing(house.stores.white_labels, lambda: house.set_logo()(caller, None, b"logo", "image/png"))
        house.set_logo(racing)(caller, None, b"logo", "image/png")
        assert house.documents.files == {house.key(None): b"logo"}

    def test_of_a_brand_that_goes_meanwhile_no_file_is_left(self, house: House, make: Makers, caller: Caller) -> None:
        brand = make.brand()
        going: Any = _Racing(house.stores.white_labels, lambda: house.stores.brands.remove(brand, joined=0))
        with pytest.raises(NotFound):
            house.set_logo(going)(caller, brand.id, b"logo", "image/png")
        assert house.documents.files == {}

    @pytest.mark.parametrize("stored", [False, True], ids=["was not written", "was written all the same"])
    def test_after_a_write_that_nobody_answered_the_logo_that_is_named_is_there(self, house: House, caller: Caller, stored: Any) -> None:
        house.set_logo()(caller, None, b"first", "image/png")
        silent: Any = _Silent(house.stores.white_labels, stored)
        with pytest.raises(Unavailable):
            house.set_logo(silent)(caller, None, b"second", "image/png")
        assert house.documents.get(house.key(None)) == (b"second" if stored else b"first")

    def test_a_write_that_was_repeated_unseen_does_not_cost_the_logo(self, house: House, caller: Caller) -> None:
        house.set_logo(_Echoing(house.stores.white_labels))(caller, None, b"logo", "image/png")
        assert house.documents.files == {house.key(None): b"logo"}

    @pytest.mark.parametrize("writes", range(3))
    def test_an_upload_that_died_leaves_a_logo_that_is_there(self, house: House, caller: Caller, writes: int) -> None:
        house.set_logo()(caller, None, b"first", "image/png")
        lifetime = Lifetime(writes)
        dying: Any = Dying(house.stores.white_labels, lifetime)
        try:
            house.set_logo(dying, Dying(house.documents, lifetime))(caller, None, b"second", "image/png")
        except Died:
            assert house.documents.get(house.key(None)) in (b"first", b"second")
        house.set_logo()(caller, None, b"second", "image/png")
        assert house.documents.get(house.key(None)) == b"second"


class TestWearing:
    def test_a_report_wears_its_brand_s(self, house: House, make: Makers) -> None:
        brand = make.brand()
        make.white_label(None, company_name="Agency", primary_color="#111111")
        label = make.white_label(brand, company_name="Acme", logo=make.logo(brand, b"logo"))
        worn = house.wear()("acme", brand.id)
        assert (worn.label, worn.logo) == (label, base64.b64encode(b"logo").decode())
        assert worn.label.primary_color is None, "whole, never field by field"

    def test_where_the_brand_has_none_the_organization_s(self, house: House, make: Makers) -> None:
        brand = make.brand()
        own = make.white_label(None, company_name="Agency", logo=make.logo(None, b"agency"))
        assert house.wear()("acme", brand.id).label == own
        cleared = make.white_label(brand, company_name="Acme")
        house.stores.white_labels.save(replace(cleared, company_name=None))
        assert house.wear()("acme", brand.id) == house.wear()("acme", None)

    def test_where_neither_has_one_nothing(self, house: House, make: Makers) -> None:
        worn = house.wear()("acme", make.brand().id)
        assert (worn.label.is_blank, worn.logo) == (True, None)
        assert worn_version(worn.label) is None

    def test_what_is_worn_has_a_version_that_every_change_changes(self, house: House, make: Makers) -> None:
        brand = make.brand()
        versions = [worn_version(house.wear().choose("acme", brand.id))]
        for whose, name in ((None, "Agency"), (None, "The Agency"), (brand, "Acme")):
            make.white_label(whose, company_name=name)
            versions.append(worn_version(house.wear().choose("acme", brand.id)))
        assert len(set(versions)) == 4

    def test_a_logo_that_is_replaced_between_two_reads_is_the_new_one(self, house: House, caller: Caller) -> None:
        house.set_logo()(caller, None, b"first", "image/png")
        replacing: Any = _ReplacedAtFirst(house, caller)
        worn = house.wear(replacing)("acme", None)
        assert worn.logo == base64.b64encode(b"second").decode()

    def test_no_report_is_printed_without_its_logo(self, house: House, make: Makers) -> None:
        make.white_label(None, logo=make.logo(None))
        house.documents.files.clear()
        with pytest.raises(Unavailable):
            house.wear()("acme", None)


class _Racing:
    """White labels, where somebody else is faster once."""

    def __init__(self, white_labels: Any, other: Any) -> None:
        self._white_labels, self._other = white_labels, other

    def get(self, organization_id: str, brand_id: str | None) -> WhiteLabel:
        label: WhiteLabel = self._white_labels.get(organization_id, brand_id)
        return label

    def save(self, label: WhiteLabel) -> WhiteLabel:
        other, self._other = self._other, None
        if other:
            other()
        saved: WhiteLabel = self._white_labels.save(label)
        return saved


class _Silent(_Racing):
    """The table does not answer, whether it wrote or not."""

    def __init__(self, white_labels: Any, stored: Any) -> None:
        super().__init__(white_labels, None)
        self._stored = stored

    def save(self, label: WhiteLabel) -> WhiteLabel:
        if self._stored:
            super().save(label)
        raise Unavailable("the table")


class _Echoing(_Racing):
    """The client writes, hears nothing, writes again, and finds its own write in the way."""

    def __init__(self, white_labels: Any) -> None:
        super().__init__(white_labels, None)
        self._first = True

    def save(self, label: WhiteLabel) -> WhiteLabel:
        saved = super().save(label)
        if self._first:
            self._first = False
            raise Stale
        return saved


class _ReplacedAtFirst:
    """Documents: at the first read, another logo takes the place of the one that is read."""

    def __init__(self, house: House, caller: Caller) -> None:
        self._house, self._caller = house, caller

    def get(self, key: str) -> bytes | None:
        self._house.set_logo()(self._caller, None, b"second", "image/png")
        return self._house.documents.get(key)
