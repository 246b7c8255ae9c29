"""What every template looks like, against the pages in tests/golden. Where a change is meant: `make golden`, look, commit."""

import io

import pytest
from PIL import Image, ImageChops

from tests.golden.pages import HERE, drawn

NOTICED = 40
"""Of 255: less is how a line's edge falls between two pixels."""
TOLERATED = 0.004
"""Of a page's pixels: a moved line of text is more."""


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return drawn()


def difference(one: bytes, other: bytes) -> float:
    """The part of the pixels that clearly differ; 1 where the pages have different sizes."""
    first, second = (Image.open(io.BytesIO(picture)).convert("L") for picture in (one, other))
    if first.size != second.size:
        return 1.0
    histogram = ImageChops.difference(first, second).histogram()
    return sum(histogram[NOTICED:]) / sum(histogram)


def test_no_page_has_come_or_gone(pages: dict[str, bytes]) -> None:
    assert sorted(pages) == sorted(page.name for page in HERE.glob("*.png"))


def test_every_page_looks_as_it_did(pages: dict[str, bytes]) -> None:
    off = {name: difference(picture, (HERE / name).read_bytes()) for name, picture in pages.items() if (HERE / name).exists()}
    assert {name: share for name, share in off.items() if share > TOLERATED} == {}


def test_a_block_that_moves_by_two_millimetres_is_seen() -> None:
    picture = (HERE / "weekly-check-in-2.png").read_bytes()
    page = Image.open(io.BytesIO(picture)).convert("L")
    moved = page.copy()
    block = page.crop((0, 120, page.width, 260))
    moved.paste(block, (0, 123))
    file = io.BytesIO()
    moved.save(file, "PNG")
    assert difference(picture, file.getvalue()) > TOLERATED
