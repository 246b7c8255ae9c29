"""A person's own AI platforms and language model: how they are asked, and the keys for it, from files that only they can read."""

import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from chalicelib.adapters.narrators import configuration as narrators
from chalicelib.engines import configuration

_OTHERS = 0o077
_SECRETS = TypeAdapter(dict[str, str])


class Unusable(Exception):
    """A file that can't be used; the message is one line for a person, and holds no key."""


def read(engines: Path | None, secrets: Path | None) -> tuple[str | None, dict[str, str]]:
    """The configuration's text and the keys by name; nothing of either without its file."""
    text = _text(engines) if engines else None
    if text is not None:
        try:
            configuration.load(text, configuration.LOCAL_STAGE)
        except configuration.EnginesMisconfigured as reason:
            raise Unusable(f"{engines}: {reason}") from None
    return text, _keys(secrets) if secrets else {}


def read_narrative(path: Path | None) -> str | None:
    """The text of the configuration of the model that words reports; None without a file."""
    text = _text(path) if path else None
    try:
        narrators.load(text, configuration.LOCAL_STAGE)
    except narrators.NarrativeMisconfigured as reason:
        raise Unusable(f"{path}: {reason}") from None
    return text


def _keys(path: Path) -> dict[str, str]:
    content = _text(path)
    if path.stat().st_mode & _OTHERS:
        raise Unusable(f"{path} holds keys and can be read by others: chmod 600 {path}")
    try:
        return _SECRETS.validate_python(json.loads(content))
    except (ValueError, ValidationError):
        raise Unusable(f"{path} is not a JSON object of names and keys") from None


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path} can't be read: {getattr(error, 'strerror', None) or 'it is no text'}") from None
