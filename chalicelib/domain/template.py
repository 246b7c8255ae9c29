"""Template: which sections a report has, in which order. A template is data."""

from dataclasses import dataclass
from datetime import datetime


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
