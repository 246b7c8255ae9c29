"""Page checks: what no page of a report may do, whatever it says."""

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_RUNNING = 1
"""Points: what the running heads are taken from is smaller, and drawn in white."""


class Word(NamedTuple):
    """A word's box on its page, in points."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def text_of_pages(file: Path, *within: str) -> list[str]:
    """The text of each page of a PDF, or of the part of it that poppler's options say."""
    text = subprocess.run(["pdftotext", *within, str(file), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def overlaps(file: Path) -> list[str]:
    """Words that stand on each other, or beyond the page's edge. Poppler's boxes are a line high: what touches is not yet an overlap."""
    page_of_words = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for number, page in enumerate(page_of_words.split("<page ")[1:], start=1):
        width, height = (float(size) for size in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        words = [Word(float(left), float(top), float(right), float(bottom), text) for left, top, right, bottom, text in _WORD.findall(page)]
        found += [f"page {number}: {word.text} is clipped" for word in words if word.left < 0 or word.right > width or word.bottom > height]
        found += [f"page {number}: {one.text} × {other.text}" for one, other in _clashes(words)]
    return found


def _clashes(words: list[Word]) -> list[tuple[Word, Word]]:
    in_order = sorted((word for word in words if word.bottom - word.top > _RUNNING), key=lambda word: word.top)
    clashes = []
    for position, word in enumerate(in_order):
        for other in in_order[position + 1 :]:
            if other.top >= word.bottom:
                break
            across = min(word.right, other.right) - max(word.left, other.left)
            down = min(word.bottom, other.bottom) - other.top
            if across > 1.5 and down > 0.45 * min(word.bottom - word.top, other.bottom - other.top):
                clashes.append((word, other))
    return clashes
