"""How a white label comes onto a page."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from chalicelib.adapters.branding import LOGO, MARK, Contact, assets, branding
from chalicelib.domain.theme import DEFAULT, INK
from chalicelib.domain.white_label import NOTHING_WORN, Logo, WhiteLabel, Worn
from tests.fakes import report_facts, visibility_facts
from tests.fakes.worn import uploaded, worn


def test_where_nothing_is_worn_the_house_has_its_colours_and_no_more() -> None:
    shown = branding(NOTHING_WORN)
    assert (shown.theme, shown.company, shown.logo, shown.contacts) == (DEFAULT, "", None, ())
    assert assets(report_facts.facts()) == {}


def test_a_logo_is_handed_in_as_it_was_kept_and_named_by_its_company() -> None:
    wearing = worn(uploaded(), company_name="Brückner & Söhne")
    shown, handed = branding(wearing), assets(visibility_facts.facts(worn=wearing))
    assert shown.logo is not None
    assert (shown.logo.alt, shown.logo.ground) == ("Brückner & Söhne", "#ffffff")
    assert (set(handed), shown.logo.mark) == ({LOGO}, LOGO)
    assert Image.open(io.BytesIO(handed[LOGO].content)).size == (480, 120)
    unnamed = branding(worn(uploaded())).logo
    assert unnamed is not None
    assert unnamed.alt == "Logo"


@pytest.mark.parametrize(("primary", "ground"), [(None, INK), ("#1d4ed8", "#1d4ed8"), ("#fff3b0", INK)], ids=["no colour", "dark", "pale"])
def test_a_light_logo_stands_on_a_dark_ground(primary: str | None, ground: str) -> None:
    wearing = worn(uploaded("#ffffff"), primary_color=primary)
    shown, handed = branding(wearing), assets(report_facts.facts(worn=wearing))
    assert shown.logo is not None
    assert (shown.logo.ground, shown.logo.mark) == (ground, MARK)
    assert handed[MARK].content_type == "image/svg+xml"
    assert f'fill="{ground}"'.encode() in handed[MARK].content


@given(st.integers(16, 1200), st.integers(16, 600))
def test_a_logo_of_any_shape_fits_in_proportion(width: int, height: int) -> None:
    logo = Logo("key", "hash", "image/png", 1, width, height, is_light=False)
    shown = branding(Worn(WhiteLabel("org", None, logo=logo), "AA==")).logo
    assert shown is not None
    for size, most in ((shown.cover, (56.0, 11.5)), (shown.head, (24.0, 5.2))):
        assert 0 < size.width <= most[0]
        assert 0 < size.height <= most[1]
        assert size.width * height == pytest.approx(size.height * width, abs=0.01 * max(width, height))
        assert size.width <= width * 0.254 + 0.01, "no coarser than 100 pixels to the inch"


@pytest.mark.parametrize(
    ("fields", "contacts"),
    [
        ({"footer_email": "a@b.example"}, [Contact("a@b.example", "mailto:a@b.example")]),
        ({"footer_phone": "+49 30 1"}, [Contact("+49 30 1")]),
        ({"footer_website": "https://www.acme.example/"}, [Contact("www.acme.example", "https://www.acme.example/")]),
        ({"footer_website": "http://acme.example/de/?a=b#c"}, [Contact("acme.example/de", "http://acme.example/de/?a=b#c")]),
        ({"footer_website": "https://user:secret@acme.example"}, [Contact("acme.example", "https://user:secret@acme.example")]),
    ],
)
def test_contacts_are_written_as_people_write_them(fields: dict[str, Any], contacts: list[Contact]) -> None:
    assert list(branding(worn(**fields)).contacts) == contacts
