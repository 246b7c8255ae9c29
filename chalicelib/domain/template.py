"""Template: which sections a report has, in which order. A template is data, and each edit of it another version."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

KEY_FORM = re.compile(r"[a-z][a-z0-9_]{2,63}")
_LONGEST_KEY = 64
MAX_VERSION = 99_999_999
"""More than anybody edits a template: its number is stored in eight digits, by which versions sort."""


@dataclass(frozen=True, slots=True)
class Template:
    """One immutable version of a report template."""

    id: str
    key: str
    version: int
    name: str
    description: str
    is_system: bool
    default_period_days: int
    sections: tuple[str, ...]
    requires_review: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TemplateIdentity:
    """The template version that a report was asked for with."""

    id: str
    key: str
    version: int
    name: str


def is_key(text: str) -> bool:
    """Whether `text` can be a template's key."""
    return KEY_FORM.fullmatch(text) is not None


def slug(name: str) -> str | None:
    """The key that a name makes: `Café – weekly` → `cafe_weekly`; None where it makes none (too short, a digit first, another script)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub("[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_KEY].rstrip("_")
    return key if is_key(key) else None
