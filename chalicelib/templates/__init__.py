"""The system's report templates: one JSON file each. A template is listed only once a folder stands for each of its sections."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.domain.ids import TEMPLATE, derived_uuid7, prefixed
from chalicelib.domain.template import Template

CREATED_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""The system templates' date of birth: their ids are derived from it, so that they are the same everywhere."""

_HERE = Path(__file__).parent


@cache
def names() -> tuple[str, ...]:
    """The keys of the templates that can be asked for, sorted."""
    return tuple(sorted(key for file in _HERE.glob("*.json") if _stands(key := file.stem)))


@cache
def reserved() -> frozenset[str]:
    """The keys that no organization's template can have: those that can be asked for, and those that are still to come."""
    return frozenset(file.stem for file in _HERE.glob("*.json"))


def load(key: str, version: int | None = None) -> Template:
    """A template's version, the active one by default; KeyError where there is none, or where a section of it does not stand yet."""
    if key not in names():
        raise KeyError(key)
    template = _read(key)
    if version not in (None, template.version):
        raise KeyError((key, version))
    return template


def _stands(key: str) -> bool:
    """By the folders' names: sections are imported only when a report is made."""
    return all((_HERE.parent / "sections" / section / "section.html").exists() for section in _read(key).sections)


@cache
def _read(key: str) -> Template:
    data: dict[str, Any] = json.loads((_HERE / f"{key}.json").read_text("utf-8"))
    version = int(data["version"])
    return Template(
        id=prefixed(TEMPLATE, derived_uuid7(CREATED_AT, "system template", key, str(version))),
        key=key,
        version=version,
        name=data["name"],
        description=data["description"],
        is_system=True,
        default_period_days=int(data["default_period_days"]),
        sections=tuple(data["sections"]),
        requires_review=bool(data["requires_review"]),
        created_at=CREATED_AT,
    )
