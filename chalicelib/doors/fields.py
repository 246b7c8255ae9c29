"""Fields: kinds of text that several bodies share, each with its rule and its words."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    HttpUrl,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from chalicelib.domain.cadence import EARLIEST, LATEST
from chalicelib.domain.clock import parse_instant
from chalicelib.domain.currency import CODES, is_currency, similar_currencies
from chalicelib.domain.language import english_name, similar_languages
from chalicelib.domain.locale import canonical, locales, similar
from chalicelib.domain.printable import is_printable
from chalicelib.domain.time_zone import is_time_zone, similar_time_zones

_HTTP_URL = TypeAdapter(HttpUrl)
_SCHEMES = ("http://", "https://")

# For the API's document, as ECMA 262 writes them: control characters and line breaks, those that lines may not have, and these with blanks.
_UNPRINTABLE = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
_UNPRINTABLE_IN_LINES = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029"
_BLANK = r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ONE_LINE = f"^[^{_UNPRINTABLE}]*[^{_BLANK}][^{_UNPRINTABLE}]*$"
_LINES = f"^(?:[^{_UNPRINTABLE_IN_LINES}]|\\r\\n)*[^{_BLANK}](?:[^{_UNPRINTABLE_IN_LINES}]|\\r\\n)*$"
_SLOT = r"^(?:19[7-9][0-9]|[2-8][0-9]{3})-"
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
# What browsers take of a form (https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address), with a dot in the domain.
_E_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_PHONE = re.compile(r"\+?(?=.*[0-9].*[0-9].*[0-9])[0-9 ()./-]+")


def _printable(text: str) -> str:
    if not is_printable(text):
        raise PydanticCustomError("unprintable", "Input should have no control characters and no line breaks")
    return text


def _currency(code: str) -> str:
    if not is_currency(code):
        raise PydanticCustomError("currency", "Input should be an ISO 4217 currency code{near}", {"near": _near(similar_currencies(code))})
    return code


def _time_zone(name: str) -> str:
    if not is_time_zone(name):
        raise PydanticCustomError("timezone", "Input should be an IANA time zone{near}", {"near": _near(similar_time_zones(name))})
    return name


def _language(text: str) -> str:
    name = english_name(text)
    if name is None:
        near = _near(similar_languages(text))
        raise PydanticCustomError("language", "Input should be a language's English name or its ISO 639-1 code{near}", {"near": near})
    return name


def _locale(tag: str) -> str:
    spelled = canonical(tag)
    if spelled is None:
        raise PydanticCustomError(
            "locale", "Input should be a locale that reports are written for, such as de-AT{near}", {"near": _near(similar(tag))}
        )
    return spelled


def _e_mail(text: str) -> str:
    if not _E_MAIL.fullmatch(text):
        raise PydanticCustomError("e_mail", "Input should be an e-mail address")
    return text


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise PydanticCustomError("phone", "Input should be a telephone number: digits, spaces and + ( ) . / -")
    return text


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise PydanticCustomError("colour", "Input should be a colour, written #RRGGBB")
    return text.lower()


def _printable_lines(text: str) -> str:
    if not all(is_printable(line) for line in text.replace("\t", " ").replace("\r\n", "\n").split("\n")):
        raise PydanticCustomError("unprintable", "Input should have no control characters")
    return text


def _web_address(text: str) -> str:
    """As it was sent: what is printed is what its owner wrote."""
    if not _is_web_address(text):
        raise PydanticCustomError("web_address", "Input should be an http(s) URL")
    return text


def _is_web_address(text: str) -> bool:
    """pydantic alone also takes `http:acme.example`, which not every reader of a report does."""
    try:
        _HTTP_URL.validate_python(text)
    except ValidationError:
        return False
    return text.lower().startswith(_SCHEMES)


def _slot(value: object) -> datetime:
    try:
        at = parse_instant(value) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        at = None
    if at is None:
        raise PydanticCustomError("timestamp", "Input should be a timestamp with Z or an offset, such as 2026-03-01T10:00:00Z")
    if not EARLIEST <= at <= LATEST:
        context = {"earliest": EARLIEST.year, "latest": LATEST.year}
        raise PydanticCustomError("timestamp_range", "Input should be a timestamp between {earliest} and {latest}", context)
    return at


def _unique[S: Sequence[str]](values: S) -> S:
    repeated = sorted(value for value, times in Counter(values).items() if times > 1)
    if repeated:
        raise PydanticCustomError("repeated", "Input should have no repeats: {repeated}", {"repeated": ", ".join(repeated)})
    return values


def not_null(value: Any) -> Any:
    """A validator (mode `before`) for fields of a PATCH that are not nullable, and so can be left out but not cleared."""
    if value is None:
        raise ValueError("Input should not be null")
    return value


def _near(similar: list[str]) -> str:
    return f": perhaps {' or '.join(similar)}" if similar else ""


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_printable), Field(json_schema_extra={"pattern": _ONE_LINE})
]
"""Text on one line, without what can't be printed, and not empty. Say how long with `Field(max_length=…)`."""

Currency = Annotated[
    str, StringConstraints(max_length=10), AfterValidator(_currency), WithJsonSchema({"type": "string", "enum": list(CODES)})
]
"""An ISO 4217 code in capitals."""

TimeZone = Annotated[
    str,
    StringConstraints(max_length=100),
    AfterValidator(_time_zone),
    WithJsonSchema({"type": "string", "format": "time-zone", "examples": ["Europe/Berlin"]}),
]
"""A name of the IANA database, in its own spelling."""

Language = Annotated[
    str,
    StringConstraints(max_length=100),
    AfterValidator(_language),
    WithJsonSchema({"type": "string", "format": "language", "examples": ["German", "de"]}),
]
"""A language by its English name or its ISO 639-1 code; the English name is what is kept."""

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_printable_lines),
    Field(json_schema_extra={"pattern": _LINES}),
]
"""Text that may have several lines, and is not empty. Say how long with `Field(max_length=…)`."""

TextOrNothing = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    AfterValidator(_printable_lines),
    Field(json_schema_extra={"pattern": f"^(?:[^{_UNPRINTABLE_IN_LINES}]|\\r\\n)*$"}),
]
"""The same, and it may be empty."""

WebAddress = Annotated[
    Line,
    Field(max_length=500),
    AfterValidator(_web_address),
    WithJsonSchema({"type": "string", "format": "uri", "maxLength": 500, "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://\S"}),
]
"""An http(s) URL, kept as it was sent."""

Slot = Annotated[datetime, BeforeValidator(_slot), WithJsonSchema({"type": "string", "format": "date-time", "pattern": _SLOT})]
"""An instant for a schedule to run at: ISO 8601 with `Z` or an offset."""


class _Unique:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_unique, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"uniqueItems": True}


Unique = _Unique()
"""No value twice in a list of texts."""

Colour = Annotated[
    str,
    StringConstraints(max_length=20),
    AfterValidator(_colour),
    WithJsonSchema({"type": "string", "pattern": f"^{_COLOUR.pattern}$", "examples": ["#0b6e6e"]}),
]
"""`#RRGGBB`, in any case; kept in lower case."""

EMail = Annotated[
    Line,
    Field(max_length=254),
    AfterValidator(_e_mail),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": 254, "pattern": f"^ *{_E_MAIL.pattern} *$"}),
]
"""An e-mail address."""

Phone = Annotated[
    Line,
    Field(max_length=40),
    AfterValidator(_phone),
    WithJsonSchema({"type": "string", "maxLength": 40, "pattern": f"^ *{_PHONE.pattern} *$", "examples": ["+49 30 1234567"]}),
]
"""A telephone number, as its owner writes it."""

Locale = Annotated[
    str,
    StringConstraints(max_length=35),
    AfterValidator(_locale),
    WithJsonSchema({"type": "string", "enum": list(locales())}),
]
"""A BCP 47 tag of a language and a region that reports are written for, in any case; kept in its own spelling."""

Id = Annotated[str, Field(max_length=100)]
"""An id that is sent: longer than any of ours is nobody's, and none is read."""

Search = Annotated[Line, Field(max_length=200)]
"""What to look for in a name."""
