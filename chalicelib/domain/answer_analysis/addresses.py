"""Addresses: URLs, e-mail addresses and domains in running text. A name inside one is no mention."""

import re
from collections.abc import Iterator

_EAST_ASIAN = "\u3000-\u9fff\uac00-\ud7af\uff00-\uffef"
_REST = "[^\\s<>\"'`|{}\u3001\u3002\u300c\u300d\uff0c\uff08\uff09\uff1a\uff1b\uff01\uff1f]*"
_URL = re.compile(
    rf"(?<![a-z0-9])[a-z][a-z0-9+.-]{{0,20}}://(?:[^\s/?#<>\"{_EAST_ASIAN}]|(?<=//)[{_EAST_ASIAN}]\S*)*(?:[/?#]{_REST})?", re.IGNORECASE
)
"""A host ends where East Asian script begins (`https://acme.comを見る`), unless it began so; a path ends at a space or bracket."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_DOMAIN = re.compile(r"(?<![\w@.-])(?:[^\W_](?:[\w-]{0,62})\.){1,8}[a-z]{2,24}(?![\w-])")
_PATH = re.compile(rf"[/?#]{_REST}")


def without_urls(text: str) -> str:
    """The same length of text, with spaces for URLs, for e-mail addresses, and for the path after a bare domain."""
    if "://" in text:
        text = _URL.sub(_blank, text)
    if "@" in text:
        text = _EMAIL.sub(_blank, text)
    return _without_paths(text)


def domains(text: str) -> Iterator[tuple[int, int]]:
    """Where each bare domain (`acmecoffee.com`, `blog.acme.io`) begins and ends, its `www.` left out."""
    for found in _DOMAIN.finditer(text):
        start = found.start()
        yield start + 4 * text.startswith(("www.", "WWW.", "Www."), start), found.end()


def _without_paths(text: str) -> str:
    for found in _DOMAIN.finditer(text):
        path = _PATH.match(text, found.end())
        if path:
            text = text[: path.start()] + " " * (path.end() - path.start()) + text[path.end() :]
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
