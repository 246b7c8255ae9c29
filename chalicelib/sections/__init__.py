"""The registry of sections: one folder per section, found by its name and imported only when asked for.

A folder holds `__init__.py` with `SECTION`, `section.html`, and `example.py` with `facts()` that the section can be shown with.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Section


@cache
def names() -> tuple[str, ...]:
    """The keys of all sections, sorted."""
    return tuple(sorted(page.parent.name for page in Path(__file__).parent.glob("*/section.html")))


def load(key: str) -> Section[Any]:
    """The section of this key; KeyError where there is none."""
    if key not in names():
        raise KeyError(key)
    section: Section[Any] = import_module(f"{__name__}.{key}").SECTION
    return section


def of_another_kind(keys: Iterable[str], kind: ReportKind) -> tuple[str, ...]:
    """Those of these sections that a report of this kind can't have; KeyError for one that is not in the registry."""
    return tuple(key for key in keys if load(key).kind is not kind)
