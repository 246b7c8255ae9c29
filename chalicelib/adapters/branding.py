"""Branding: how the white label that a report wears comes onto its page: where its logo stands and how large, and who is to be reached."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from chalicelib.domain.contrast import WHITE, contrast
from chalicelib.domain.facts import Facts
from chalicelib.domain.theme import INK, Theme, theme
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.white_label import Logo, WhiteLabel, Worn
from chalicelib.usecases.ports.renders import Asset

LOGO, MARK = "asset:logo", "asset:mark"
"""The URLs of a logo, and of a light one on a dark plate, as it stands at the head of a page."""

_COVER = (56.0, 11.5)
_HEAD = (24.0, 5.2)
_HEAD_WIDTH = 105.6
"""What stands left at the head of a page is so wide: 60 % of the column."""
_HEAD_GAP = 3.0
_PLATE = 0.9
"""The margin around a light logo on its plate, at the head of a page."""
_COARSEST = 25.4 / 100
"""Millimetres of a pixel at 100 to the inch: a small picture is not blown up beyond."""
_UNNAMED = "Logo"


@dataclass(frozen=True, slots=True)
class Size:
    """Millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedLogo:
    """A logo on the page: its alternative text, its size on the cover and the ground it stands on there; its URL and size at the head."""

    alt: str
    cover: Size
    ground: str
    mark: str
    head: Size


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody: what is printed, and where it leads, if anywhere."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Branding:
    """What a page shows of a white label; the house's own look has its colours, no logo, no company and no contacts."""

    theme: Theme
    company: str
    logo: PlacedLogo | None
    contacts: tuple[Contact, ...]

    @property
    def head_width(self) -> float:
        """How wide the title at the head of a page may be, in millimetres, beside the logo."""
        return round(_HEAD_WIDTH - (self.logo.head.width + _HEAD_GAP if self.logo else 0), 2)

    @property
    def head_room(self) -> float:
        """The same, as a share of what it may be without a logo."""
        return self.head_width / _HEAD_WIDTH


def branding(worn: Worn) -> Branding:
    """How a page shows it."""
    label = worn.label
    look = theme(label.primary_color, label.secondary_color)
    logo = _placed(label.logo, label.company_name or _UNNAMED, look) if label.logo and worn.logo else None
    return Branding(look, label.company_name or "", logo, _contacts(label))


def assets(facts: Facts | VisibilityFacts) -> Mapping[str, Asset]:
    """The pictures that the page of these facts refers to."""
    worn = facts.worn
    logo = worn.label.logo
    if logo is None or worn.logo is None:
        return {}
    picture = Asset(base64.b64decode(worn.logo), logo.content_type)
    return {LOGO: picture} | ({MARK: _on_plate(logo, theme(worn.label.primary_color, None))} if logo.is_light else {})


def _placed(logo: Logo, alt: str, look: Theme) -> PlacedLogo:
    ground = _dark_ground(look) if logo.is_light else WHITE
    return PlacedLogo(alt, _fit(logo, *_COVER), ground, MARK if logo.is_light else LOGO, _fit(logo, *_HEAD))


def _fit(logo: Logo, width: float, height: float) -> Size:
    """As large as fits, in proportion."""
    scale = min(width / logo.width, height / logo.height, _COARSEST)
    return Size(round(logo.width * scale, 2), round(logo.height * scale, 2))


def _dark_ground(look: Theme) -> str:
    """What a light logo is seen on: the masthead's own colour where that is dark, ink elsewhere."""
    return look.masthead if contrast(WHITE, look.masthead) >= contrast(INK, look.masthead) else INK


def _on_plate(logo: Logo, look: Theme) -> Asset:
    """The logo on a dark plate, as a picture of its own: what stands at the head of a page has no ground there."""
    head = _fit(logo, *_HEAD)
    margin = _PLATE * logo.height / head.height
    width, height = logo.width + 2 * margin, logo.height + 2 * margin
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}" width="{width:.2f}" height="{height:.2f}">'
        f'<rect width="{width:.2f}" height="{height:.2f}" fill="{_dark_ground(look)}"/>'
        f'<image x="{margin:.2f}" y="{margin:.2f}" width="{logo.width}" height="{logo.height}" href="{LOGO}"/></svg>'
    )
    return Asset(svg.encode(), "image/svg+xml")


def _contacts(label: WhiteLabel) -> tuple[Contact, ...]:
    contacts = []
    if label.footer_email:
        contacts.append(Contact(label.footer_email, f"mailto:{label.footer_email}"))
    if label.footer_phone:
        contacts.append(Contact(label.footer_phone))
    if label.footer_website:
        contacts.append(Contact(_shown(label.footer_website), label.footer_website))
    return tuple(contacts)


def _shown(website: str) -> str:
    """`www.acme.example`: an address as people write it."""
    parts = urlsplit(website)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}" or website
