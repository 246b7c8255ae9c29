"""The catalogues of a report's own words: one gettext file a language, `<language>.po`, beside this one. English is the source.

Another language is another file: the languages that a report can be asked for follow from those that are here.
"""

import json
from collections.abc import Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue of, as Babel names them (`de`), sorted."""
    return tuple(sorted(file.stem for file in _HERE.glob("*.po")))


def path(language: str) -> Path:
    """Where the language's catalogue is, or would be."""
    return _HERE / f"{language}.po"


def regions(language: str) -> tuple[str, ...]:
    """The regions that CLDR knows the language in, from its catalogue's header: what takes requests carries no Babel."""
    return tuple(_header(language)["X-Regions"].split())


def _header(language: str) -> Mapping[str, str]:
    """The fields of the catalogue's first entry, which every gettext file begins with."""
    with path(language).open(encoding="utf-8") as lines:
        entry = "".join(json.loads(line) for line in takewhile(str.strip, lines) if line.startswith('"'))
    return dict(field.split(": ", 1) for field in entry.splitlines())
