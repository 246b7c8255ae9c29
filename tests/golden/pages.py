"""The pages of a report of every template as small grey pictures."""

import io
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from infra.pictures import documents

HERE = Path(__file__).parent
DOTS_PER_INCH = 28
"""Blocks, lines of text and bars are there to be seen; letters are not, and so a font's next version is no difference."""


def drawn() -> dict[str, bytes]:
    """Every page as a PNG, by its file's name: `weekly-check-in-1.png`."""
    with TemporaryDirectory() as folder:
        for name, pdf in documents().items():
            subprocess.run(["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", "-png", "-", f"{folder}/{name}"], input=pdf, check=True)
        return {page.name: _small(page) for page in sorted(Path(folder).glob("*.png"))}


def _small(page: Path) -> bytes:
    """The picture in sixteen greys: half the bytes, and nothing to be seen of it."""
    file = io.BytesIO()
    Image.open(page).convert("L").quantize(16).save(file, "PNG", optimize=True)
    return file.getvalue()
