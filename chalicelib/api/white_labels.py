"""White labels: a brand's, and the organization's own."""

from typing import Annotated, Literal

from pydantic import Field

from chalicelib import wiring
from chalicelib.api.routing import Routes
from chalicelib.domain.white_label import Logo, WhiteLabel
from chalicelib.doors.call import AnswerModel, Call, Instant, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Colour, EMail, Line, Locale, Phone, WebAddress

PICTURES = ("image/png", "image/jpeg")
MAX_LOGO = 1_000_000
"""Bytes of an upload."""

routes = Routes(
    "White labels",
    "Whose look reports wear: colours, a logo, the words of the cover and the contacts on the last page. A brand's reports wear the "
    "brand's, whole; where nothing is set on it they wear the organization's.",
)


class WhiteLabelChange(RequestModel):
    """The body of a PATCH: what is named changes; `null` clears."""

    primary_color: Colour | None = None
    secondary_color: Colour | None = None
    company_name: Annotated[Line, Field(max_length=80)] | None = None
    cover_title: Annotated[Line, Field(max_length=120)] | None = None
    cover_subtitle: Annotated[Line, Field(max_length=160)] | None = None
    footer_email: EMail | None = None
    footer_phone: Phone | None = None
    footer_website: WebAddress | None = None
    locale: Locale | None = None


class LogoAnswer(AnswerModel):
    """The logo as it is kept: drawn anew from what was uploaded, so that its size and hash are its own."""

    content_type: str
    bytes: int
    width: int
    height: int
    sha256: str


class WhiteLabelAnswer(AnswerModel):
    """A white label; `brand_id` null is the organization's. All null: it is not worn."""

    object: Literal["white_label"] = "white_label"
    brand_id: str | None
    primary_color: str | None
    secondary_color: str | None
    company_name: str | None
    cover_title: str | None
    cover_subtitle: str | None
    footer_email: str | None
    footer_phone: str | None
    footer_website: str | None
    locale: str | None
    logo: LogoAnswer | None
    updated_at: Instant | None


@routes.get("/v1/brands/{brand_id}/white-label", scope="read:brands", answers={200: WhiteLabelAnswer})
def read_brand_white_label(call: Call[None, NoQuery]) -> Reply:
    """What the reports of a brand wear."""
    return _read(call, call.path["brand_id"])


@routes.get("/v1/white-label", scope="read:brands", answers={200: WhiteLabelAnswer})
def read_own_white_label(call: Call[None, NoQuery]) -> Reply:
    """What reports wear where their brand has no white label, or where their accounts are not all of one brand."""
    return _read(call, None)


@routes.patch("/v1/brands/{brand_id}/white-label", scope="write:brands", body=WhiteLabelChange, answers={200: WhiteLabelAnswer})
def update_brand_white_label(call: Call[WhiteLabelChange, NoQuery]) -> Reply:
    """Change what is named of a brand's white label."""
    return _update(call, call.path["brand_id"])


@routes.patch("/v1/white-label", scope="write:brands", body=WhiteLabelChange, answers={200: WhiteLabelAnswer})
def update_own_white_label(call: Call[WhiteLabelChange, NoQuery]) -> Reply:
    """Change what is named of the organization's white label."""
    return _update(call, None)


@routes.put(
    "/v1/brands/{brand_id}/white-label/logo",
    scope="write:brands",
    body=bytes,
    media_types=PICTURES,
    max_body=MAX_LOGO,
    answers={200: WhiteLabelAnswer},
)
def set_brand_logo(call: Call[bytes, NoQuery]) -> Reply:
    """Upload the logo of a brand's white label, in place of any before."""
    return _set_logo(call, call.path["brand_id"])


@routes.put(
    "/v1/white-label/logo", scope="write:brands", body=bytes, media_types=PICTURES, max_body=MAX_LOGO, answers={200: WhiteLabelAnswer}
)
def set_own_logo(call: Call[bytes, NoQuery]) -> Reply:
    """Upload the logo of the organization's white label, in place of any before."""
    return _set_logo(call, None)


@routes.delete("/v1/brands/{brand_id}/white-label/logo", scope="write:brands", answers={204: None})
def remove_brand_logo(call: Call[None, NoQuery]) -> Reply:
    """Remove the logo of a brand's white label. Reports that were made with it keep theirs."""
    wiring.remove_logo()(call.caller, call.path["brand_id"])
    return Reply(status=204)


@routes.delete("/v1/white-label/logo", scope="write:brands", answers={204: None})
def remove_own_logo(call: Call[None, NoQuery]) -> Reply:
    """Remove the logo of the organization's white label. Reports that were made with it keep theirs."""
    wiring.remove_logo()(call.caller, None)
    return Reply(status=204)


def _read(call: Call[None, NoQuery], brand_id: str | None) -> Reply:
    return Reply(_answer(wiring.read_white_label()(call.caller, brand_id)))


def _update(call: Call[WhiteLabelChange, NoQuery], brand_id: str | None) -> Reply:
    return Reply(_answer(wiring.update_white_label()(call.caller, brand_id, call.body.model_dump(exclude_unset=True))))


def _set_logo(call: Call[bytes, NoQuery], brand_id: str | None) -> Reply:
    content_type = call.headers.get("content-type", "").split(";")[0].strip().lower()
    return Reply(_answer(wiring.set_logo()(call.caller, brand_id, call.body, content_type)))


def _answer(label: WhiteLabel) -> WhiteLabelAnswer:
    kept = {name: getattr(label, name) for name in WhiteLabelAnswer.model_fields if name not in {"object", "logo"}}
    return WhiteLabelAnswer(**kept, logo=_logo(label.logo) if label.logo else None)


def _logo(logo: Logo) -> LogoAnswer:
    return LogoAnswer(content_type=logo.content_type, bytes=logo.size, width=logo.width, height=logo.height, sha256=logo.sha256)
