"""White labels to wear: with any fields, and a logo of any colour and shape."""

import base64
import hashlib
import io
from typing import Any

from PIL import Image, ImageDraw

from chalicelib.adapters import pictures
from chalicelib.domain.white_label import Logo, WhiteLabel, Worn


def uploaded(ink: str = "#7a0019", size: tuple[int, int] = (480, 120), ground: str | None = None) -> bytes:
    """A PNG: a disc of this colour on its own ground, or on one that can be seen through."""
    picture = Image.new("RGBA", size, ground or (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((4, 4, size[0] - 4, size[1] - 4), fill=ink)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def worn(logo: bytes | None = None, **fields: Any) -> Worn:
    """A brand's white label with this logo, drawn anew as an upload is."""
    label = WhiteLabel("org", "018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d", **fields)
    if logo is None:
        return Worn(label)
    drawn = pictures.drawn_anew(logo, "image/png")
    sha256 = hashlib.sha256(drawn.content).hexdigest()
    kept = Logo(f"org/{sha256}", sha256, drawn.content_type, len(drawn.content), drawn.width, drawn.height, drawn.is_light)
    return Worn(WhiteLabel("org", label.brand_id, **fields, logo=kept), base64.b64encode(drawn.content).decode())
