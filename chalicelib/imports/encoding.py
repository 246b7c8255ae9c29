"""Encoding: from a file's bytes to its text, whatever program saved it."""

import codecs

from chalicelib.domain.printable import shown
from chalicelib.imports.table import UnreadableFile

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Many clients name one of these whatever they send.
_SAID_OF_ANYTHING = ("utf-8", "utf8", "us-ascii")
# Python has them as charsets, and decodes them in quadratic time; nobody's file is in one.
_NOBODYS = ("idna", "punycode")


def decode(content: bytes, charset: str | None = None) -> str:
    """The text. A byte order mark decides; then `charset`, if the sender names one; then UTF-16, UTF-8 or Windows-1252 by its look.

    `UnreadableFile` where none of them fits.
    """
    for encoding in _candidates(content, charset):
        try:
            return content.decode(encoding)
        except (LookupError, ValueError):
            continue
    named = f" as {shown(charset)}" if charset else ""
    raise UnreadableFile(f"The file can't be read{named}: save it as UTF-8, or name its own charset in Content-Type")


def _candidates(content: bytes, charset: str | None) -> list[str]:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked:
        return [marked]
    # A header begins with a letter of ASCII: in UTF-16 every other byte of it is zero.
    if content[1:2] == b"\0":
        return ["utf-16-le"]
    if content[:1] == b"\0":
        return ["utf-16-be"]
    if charset is None or charset.lower() in _SAID_OF_ANYTHING:
        return ["utf-8", "cp1252"]
    return [] if charset.lower() in _NOBODYS else [charset]
