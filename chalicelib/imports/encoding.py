"""Encoding: from a file's bytes to its text, whatever program saved it."""

import codecs

from chalicelib.domain.errors import Fault, InvalidBody
from chalicelib.domain.printable import shown

# UTF-32 first: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes, charset: str | None = None) -> str:
    """The text. A byte order mark decides; then `charset`, if the sender names one; then UTF-16, UTF-8 or Windows-1252 by its look.

    `InvalidBody` where none of them fits.
    """
    for encoding in _candidates(content, charset):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise _unreadable("The file's encoding could not be told: save it as UTF-8, or name its charset in Content-Type")


def _candidates(content: bytes, charset: str | None) -> list[str]:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked:
        return [marked]
    # A header begins with a letter of ASCII: in UTF-16 every other byte of it is zero.
    if content[1:2] == b"\0":
        return ["utf-16-le"]
    if content[:1] == b"\0":
        return ["utf-16-be"]
    # Many clients say UTF-8 of whatever they send.
    if charset is None or _known(charset) in ("utf-8", "ascii"):
        return ["utf-8", "cp1252"]
    return [charset]


def _known(charset: str) -> str:
    try:
        b"".decode(charset)
    except LookupError:
        raise _unreadable(f"No such charset: {shown(charset)}") from None
    return codecs.lookup(charset).name


def _unreadable(message: str) -> InvalidBody:
    return InvalidBody((Fault(("body",), message, "unreadable_encoding"),))
