"""Port: pictures that somebody uploaded, which are never kept as they came."""

from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.errors import Fault, InvalidBody


class UnreadablePicture(InvalidBody):
    """The body is no picture that can be kept; `message` says why."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__((Fault(("body",), message, kind),))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was drawn anew: `image/png` or `image/jpeg`, in sRGB, upright, still, without metadata. Width and height in pixels.

    `is_light`: its edge can be seen through and what is on it is so light that white paper would swallow it.
    """

    content: bytes
    content_type: str
    width: int
    height: int
    is_light: bool


class Pictures(Protocol):
    """Whatever reads pictures: the same bytes make the same picture."""

    def drawn_anew(self, content: bytes, content_type: str) -> Picture:
        """The picture that these bytes are, which their sender calls `content_type`; `UnreadablePicture` where they are none to keep."""
        ...
