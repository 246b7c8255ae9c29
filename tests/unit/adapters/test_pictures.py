"""Uploaded logos: what is kept of a picture, and what is none."""

import io
import random
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageFile, PngImagePlugin

from chalicelib.adapters.pictures import KEPT, LARGEST, drawn_anew
from chalicelib.usecases.ports.pictures import Picture, UnreadablePicture

PNG, JPEG = "image/png", "image/jpeg"


def encoded(picture: Image.Image, format_name: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_name, **options)
    return out.getvalue()


def opened(picture: Picture) -> Image.Image:
    made = Image.open(io.BytesIO(picture.content))
    made.load()
    return made


def drawing(mode: str = "RGB", size: tuple[int, int] = (300, 100), ground: Any = "#ffffff", ink: Any = "#0b6e6e") -> Image.Image:
    picture = Image.new(mode, size, ground)
    ImageDraw.Draw(picture).rectangle((40, 20, 260, 80), fill=ink)
    return picture


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and has hardly a byte of it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def refusal(content: bytes, content_type: str = PNG) -> str:
    with pytest.raises(UnreadablePicture) as refused:
        drawn_anew(content, content_type)
    (fault,) = refused.value.faults
    assert fault.loc == ("body",)
    return fault.type


def test_a_png_is_kept_as_its_pixels() -> None:
    kept = drawn_anew(encoded(drawing()), PNG)
    assert (kept.content_type, kept.width, kept.height, kept.is_light) == (PNG, 300, 100, False)
    assert opened(kept).tobytes() == drawing().tobytes()


def test_the_same_bytes_make_the_same_picture() -> None:
    assert drawn_anew(encoded(drawing()), PNG) == drawn_anew(encoded(drawing()), PNG)


def test_what_can_be_seen_through_stays_so() -> None:
    kept = opened(drawn_anew(encoded(drawing("RGBA", ground=(255, 255, 255, 0), ink=(11, 110, 110, 128))), PNG))
    assert kept.mode == "RGBA"
    assert (kept.getpixel((0, 0)), kept.getpixel((150, 50))) == ((255, 255, 255, 0), (11, 110, 110, 128))


def test_an_alpha_that_hides_nothing_is_dropped() -> None:
    assert opened(drawn_anew(encoded(drawing("RGBA", ground=(255, 255, 255, 255))), PNG)).mode == "RGB"


@pytest.mark.parametrize(("mode", "ink"), [("1", 0), ("L", 90), ("LA", (90, 255)), ("P", 3), ("RGB", "#0b6e6e"), ("RGBA", "#0b6e6e")])
def test_every_kind_of_png_is_read(mode: str, ink: Any) -> None:
    source = drawing(mode, ground=1 if mode in "1LP" else (255, 255) if mode == "LA" else "#ffffff", ink=ink)
    kept = opened(drawn_anew(encoded(source), PNG))
    assert kept.tobytes() == source.convert("RGB").tobytes()


def test_a_palette_with_a_colour_to_see_through_keeps_it() -> None:
    kept = opened(drawn_anew(encoded(drawing("P", ground=0, ink=3), transparency=0), PNG))
    assert (kept.getpixel((0, 0))[3], kept.getpixel((150, 50))[3]) == (0, 255)  # type: ignore[index]


def test_sixteen_bits_of_grey_become_eight() -> None:
    kept = opened(drawn_anew(encoded(Image.new("I;16", (32, 32), 40_000)), PNG))
    assert kept.getpixel((5, 5)) == (155, 155, 155)  # 40,000 ÷ 257


def test_a_cmyk_jpeg_becomes_rgb() -> None:
    kept = opened(drawn_anew(encoded(Image.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG"), JPEG))
    red, green, blue = kept.getpixel((5, 5))  # type: ignore[misc]
    assert kept.mode == "RGB"
    assert (red > 240, green < 20, blue < 20) == (True, True, True)


def test_a_jpeg_that_is_turned_by_its_metadata_stands_upright_and_has_none() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at 52.52 N, 13.40 E"
    kept = drawn_anew(encoded(drawing(), "JPEG", exif=exif), JPEG)
    assert (kept.width, kept.height) == (100, 300)
    assert dict(opened(kept).getexif()) == {}
    assert b"52.52" not in kept.content


def test_colours_are_those_of_the_picture_s_own_profile() -> None:
    swapped = _profile_with_red_and_green_swapped()
    kept = opened(drawn_anew(encoded(Image.new("RGB", (32, 32), (255, 0, 0)), icc_profile=swapped), PNG))
    red, green, _ = kept.getpixel((5, 5))  # type: ignore[misc]
    assert green > red
    assert "icc_profile" not in kept.info


def test_a_profile_that_is_none_is_passed_over() -> None:
    kept = opened(drawn_anew(encoded(Image.new("RGB", (32, 32), (255, 0, 0)), icc_profile=b"no profile"), PNG))
    assert kept.getpixel((5, 5)) == (255, 0, 0)


def test_what_a_file_carries_besides_its_picture_is_left_behind() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "<script>secret</script>")
    content = encoded(drawing(), pnginfo=text) + b"PK\x03\x04 a zip behind it %PDF-1.7"
    kept = drawn_anew(content, PNG)
    assert b"secret" not in kept.content
    assert b"%PDF" not in kept.content
    assert kept.content.endswith(b"IEND\xaeB`\x82")


def test_of_an_animation_the_first_picture_is_kept() -> None:
    frames = [drawing(ink="#7a0019"), drawing(ink="#0b6e6e")]
    kept = opened(drawn_anew(encoded(frames[0], save_all=True, append_images=frames[1:]), PNG))
    assert not getattr(kept, "is_animated", False)
    assert kept.getpixel((150, 50)) == (0x7A, 0, 0x19)


def test_a_large_picture_is_brought_down_in_proportion() -> None:
    kept = drawn_anew(encoded(Image.new("RGB", (4000, 1000), "#0b6e6e")), PNG)
    assert (kept.width, kept.height) == (KEPT[0], 300)


@pytest.mark.parametrize(
    ("ground", "ink", "light"),
    [
        ((255, 255, 255, 0), (255, 255, 255, 255), "light"),
        ((0, 0, 0, 0), (255, 220, 0, 255), "light"),
        ((0, 0, 0, 0), (11, 110, 110, 255), "not light"),
        ((255, 255, 255, 255), (255, 220, 0, 255), "not light"),
    ],
    ids=["white on nothing", "yellow on nothing", "dark on nothing", "yellow on its own white"],
)
def test_a_picture_is_light_where_white_paper_would_swallow_it(ground: Any, ink: Any, light: str) -> None:
    assert drawn_anew(encoded(drawing("RGBA", ground=ground, ink=ink)), PNG).is_light == (light == "light")


@pytest.mark.parametrize(
    ("content", "content_type", "why"),
    [
        (b"", PNG, "picture_missing"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PNG, "picture_type"),
        (b"GIF89a" + bytes(100), PNG, "picture_type"),
        (encoded(drawing("P"), "GIF"), PNG, "picture_type"),
        (encoded(drawing()), JPEG, "picture_type"),
        (encoded(drawing(), "JPEG"), PNG, "picture_type"),
        (encoded(drawing(), "WEBP"), JPEG, "picture_type"),
        (encoded(drawing())[:200], PNG, "picture_damaged"),
        (encoded(drawing(), "JPEG")[:700], JPEG, "picture_damaged"),
        (encoded(Image.new("RGB", (20_000, 1))), PNG, "picture_size"),
        (encoded(Image.new("RGB", (300, 15))), PNG, "picture_size"),
        (encoded(Image.new("RGBA", (64, 64), (0, 0, 0, 0))), PNG, "picture_empty"),
        (png_header(LARGEST + 1, 64), PNG, "picture_size"),
        (png_header(30_000, 30_000), PNG, "picture_size"),
        (png_header(2**31 - 1, 2**31 - 1), PNG, "picture_size"),
        (png_header(LARGEST, LARGEST), PNG, "picture_damaged"),
        (png_header(0, 64), PNG, "picture_type"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_picture_to_keep_is_refused_with_its_reason(content: bytes, content_type: str, why: str) -> None:
    assert refusal(content, content_type) == why


@pytest.mark.parametrize(("content", "content_type"), [(encoded(drawing("P")), PNG), (encoded(drawing(), "JPEG"), JPEG)])
def test_bytes_that_were_tampered_with_make_a_picture_or_a_refusal(content: bytes, content_type: str) -> None:
    chance = random.Random(1)  # noqa: S311 # a pattern, not a secret
    for _ in range(300):
        spoiled = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        try:
            kept = drawn_anew(bytes(spoiled[: chance.randint(len(spoiled) // 2, len(spoiled))]), content_type)
        except UnreadablePicture:
            continue
        assert opened(kept).size == (kept.width, kept.height)


def _profile_with_red_and_green_swapped() -> bytes:
    """sRGB, its red colorant under the name of the green one: whoever uses the profile sees green where the file says red."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    swapped = bytearray(profile)
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(swapped)


def test_a_picture_that_was_cut_off_is_refused_whoever_told_pillow_to_make_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as importing WeasyPrint does
    assert refusal(encoded(drawing())[:200]) == "picture_damaged"
    assert ImageFile.LOAD_TRUNCATED_IMAGES
