"""The port `Pictures` in Pillow: what was uploaded is decoded within limits, and drawn anew as pixels and nothing else.

What a file carries besides its first picture (metadata, further frames, another format behind it) is left behind. Importing this module
imports Pillow: only wiring does, inside a function.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from chalicelib.domain.contrast import luminance
from chalicelib.usecases.ports.pictures import Picture, UnreadablePicture

SMALLEST, LARGEST = 16, 4096
"""Pixels of a side."""
KEPT = (1200, 600)
"""Pixels of width and height that a picture is brought down to: 100 × 50 mm at 300 dpi, more than any page prints of it."""

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
_QUALITY = 92
_SAMPLE = (64, 64)
_LIGHT = 0.45
"""Mean luminance from which a picture is lost on white paper: its contrast to white is 2.1 there, and less above."""
_SEEN_THROUGH = 128

# What Pillow's decoders raise of bytes that are not what they say.
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError, OverflowError, struct.error, zlib.error)


def drawn_anew(content: bytes, content_type: str) -> Picture:
    """The picture, upright, in sRGB, at most `KEPT` large: a PNG stays a PNG, a JPEG a JPEG."""
    if not content:
        raise UnreadablePicture("The body should be a picture, and is empty", "picture_missing")
    drawn = _drawn(content, _FORMATS[content_type])
    out = io.BytesIO()
    if content_type == "image/png":
        drawn.save(out, "PNG", optimize=True)
    else:
        drawn.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return Picture(out.getvalue(), content_type, drawn.width, drawn.height, _is_light(drawn))


def _drawn(content: bytes, format_name: str) -> Image.Image:
    """The picture's pixels, few enough: RGB, or RGBA where something can be seen through."""
    with _in_our_words(format_name):
        opened = Image.open(io.BytesIO(content), formats=[format_name])
        _require_size(opened.size)
        opened.load()
        drawn = _in_srgb(ImageOps.exif_transpose(opened))
        drawn.thumbnail(KEPT, Image.Resampling.LANCZOS)
    # A copy of the pixels alone: Pillow would write what it keeps beside them (profile, comment, text) into the new file.
    return Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())


@contextmanager
def _in_our_words(format_name: str) -> Iterator[None]:
    # WeasyPrint, where it is in the process too, tells Pillow for all to make do with files that were cut off.
    makes_do, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what Pillow mends by itself, and of sizes that are refused right after
            yield
    except UnreadablePicture:
        raise
    except Image.DecompressionBombError as error:
        raise _wrong_size() from error
    except UnidentifiedImageError as error:
        raise UnreadablePicture(f"Input should be a {format_name} picture, as its Content-Type says", "picture_type") from error
    except _DAMAGED as error:
        raise UnreadablePicture("The picture can't be decoded: it is damaged or cut off", "picture_damaged") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = makes_do


def _require_size(size: tuple[int, int]) -> None:
    """From the header, before a pixel is decoded."""
    if min(size) < SMALLEST or max(size) > LARGEST:
        raise _wrong_size()


def _wrong_size() -> UnreadablePicture:
    return UnreadablePicture(f"The picture's width and height should each be from {SMALLEST} to {LARGEST:,} pixels", "picture_size")


def _in_srgb(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return _coloured(picture, picture.info.get("icc_profile"))
    layered = picture.convert("RGBA")
    alpha = layered.getchannel("A")
    of_alpha = alpha.histogram()
    if not any(of_alpha[1:]):
        raise UnreadablePicture("There is nothing to be seen in the picture: all of it is transparent", "picture_empty")
    coloured = _coloured(layered.convert("RGB"), picture.info.get("icc_profile"))
    if any(of_alpha[:255]):
        coloured.putalpha(alpha)
    return coloured


def _coloured(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB, by its own colour profile where it brings one that can be used."""
    if picture.mode.startswith("I;16"):
        return picture.point(lambda grey: grey * (1 / 257)).convert("L").convert("RGB")
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            assert converted is not None
        except (ImageCms.PyCMSError, OSError):
            return picture.convert("RGB")
        return converted
    return picture.convert("RGB")


def _is_light(picture: Image.Image) -> bool:
    """Whether the edge can be seen through, and what is seen is mostly light."""
    if picture.mode != "RGBA":
        return False
    small = picture.copy()
    small.thumbnail(_SAMPLE)
    raw, width = small.tobytes(), small.width
    pixels = [(f"#{raw[at : at + 3].hex()}", raw[at + 3]) for at in range(0, len(raw), 4)]
    edge = [*pixels[:width], *pixels[-width:], *pixels[::width], *pixels[width - 1 :: width]]
    if sum(alpha for _, alpha in edge) / len(edge) >= _SEEN_THROUGH:
        return False
    light = sum(luminance(colour) * alpha for colour, alpha in pixels if alpha)
    return light / sum(alpha for _, alpha in pixels) >= _LIGHT
