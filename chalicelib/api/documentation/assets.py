"""Assets: the files of the page, each under a name that changes with what is in it, so that a browser may keep it for good."""

import hashlib
import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FILES = {
    path.name: path
    for path in (
        _HERE / "folio.svg",
        _HERE / "page.css",
        _HERE / "page.js",
        _HERE / "swagger_ui" / "swagger-ui-bundle.js",
        _HERE / "swagger_ui" / "swagger-ui.css",
    )
}
MEDIA_TYPES = tuple(sorted(_MEDIA_TYPES.values()))


def page() -> str:
    """The page, with its assets by the names that they have now, relative to its own address."""
    return re.sub(r"\{([\w.-]+)\}", lambda named: f"docs/{_public_name(named[1])}", (_HERE / "page.html").read_text())


def read(public_name: str) -> tuple[str, str]:
    """An asset's media type and text; KeyError for what is none, or is no longer."""
    name = {_public_name(name): name for name in _FILES}[public_name]
    return _MEDIA_TYPES[_FILES[name].suffix], _text(name)


@cache
def _text(name: str) -> str:
    return _FILES[name].read_text()


@cache
def _public_name(name: str) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(_text(name).encode()).hexdigest()[:12]}.{suffix}"
