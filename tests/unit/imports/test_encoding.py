import codecs

import pytest

from chalicelib.imports.encoding import decode
from chalicelib.imports.table import UnreadableFile

TEXT = "date,campaign_name\r\n2026-03-01,Café Köln\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
)
@pytest.mark.parametrize("charset", [None, "utf-8"])
def test_text_is_read_however_it_was_saved(content: bytes, charset: str | None) -> None:
    assert decode(content, charset) == TEXT


def test_a_charset_that_is_named_is_believed() -> None:
    assert decode("date,コーヒー".encode("shift_jis"), "Shift_JIS") == "date,コーヒー"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (b"date\x81\xff", None),
        (b"\xff\xfe\x00\xd8", None),
        (b"\xff", "utf-7"),
        (b"date", "klingon"),
        (b"date", "base64"),
        (b"date", "IDNA"),
        (b"date", "a\0b"),
    ],
)
def test_what_can_not_be_read_says_what_to_do(content: bytes, charset: str | None) -> None:
    with pytest.raises(UnreadableFile, match="save it as UTF-8"):
        decode(content, charset)
