"""White label: whose look a report wears: colours, names, contacts, a logo. A brand has one, and so has an organization."""

from dataclasses import dataclass, fields
from datetime import datetime

_ABOUT = frozenset({"organization_id", "brand_id", "updated_at", "revision"})


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as it is kept: a PNG or JPEG under `key`, of `size` bytes and so many pixels.

    `is_light`: its edge can be seen through and what is on it is so light that white paper would swallow it.
    """

    key: str
    sha256: str
    content_type: str
    size: int
    width: int
    height: int
    is_light: bool


@dataclass(frozen=True, slots=True)
class WhiteLabel:
    """A brand's white label, or the organization's where `brand_id` is None. What nobody set is None; `revision` 0 was never stored.

    Colours are `#rrggbb` as they were chosen, before any correction; `locale` is a BCP 47 tag of `domain.locale`.
    """

    organization_id: str
    brand_id: str | None
    primary_color: str | None = None
    secondary_color: str | None = None
    company_name: str | None = None
    cover_title: str | None = None
    cover_subtitle: str | None = None
    footer_email: str | None = None
    footer_phone: str | None = None
    footer_website: str | None = None
    locale: str | None = None
    logo: Logo | None = None
    updated_at: datetime | None = None
    revision: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it: nobody wears it then."""
        return all(getattr(self, field.name) is None for field in fields(self) if field.name not in _ABOUT)


@dataclass(frozen=True, slots=True)
class Worn:
    """A white label as one report wears it, frozen with the report's facts: `logo` is the picture itself, in base64."""

    label: WhiteLabel
    logo: str | None = None


NOTHING_WORN = Worn(WhiteLabel("", None))
"""The house's own look."""
