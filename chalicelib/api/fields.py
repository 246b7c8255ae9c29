"""Fields: kinds of text that several bodies share, each with its rule and its words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from chalicelib.domain.cadence import EARLIEST, LATEST
from chalicelib.domain.clock import parse_instant
from chalicelib.domain.currency import is_currency, similar_currencies
from chalicelib.domain.language import english_name, similar_languages
from chalicelib.domain.printable import is_printable
from chalicelib.domain.time_zone import is_time_zone, similar_time_zones

_HTTP_URL = TypeAdapter(HttpUrl)


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


def _printable_lines(text: str) -> str:
    if not all(is_printable(line) for line in text.replace("\t", " ").replace("\r\n", "\n").split("\n")):
        raise PydanticCustomError("unprintable", "Input should have no control characters")
    return text


def _web_address(text: str) -> str:
    """As it was sent: what is printed is what its owner wrote."""
    try:
        _HTTP_URL.validate_python(text)
    except ValidationError as error:
        raise PydanticCustomError("web_address", "Input should be an http(s) URL") from error
    return text


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
    repeated = sorted({value for value in values if values.count(value) > 1})
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


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_printable)]
"""Text on one line, without what can't be printed, and not empty. Say how long with `Field(max_length=…)`."""

Currency = Annotated[str, StringConstraints(max_length=10), AfterValidator(_currency)]
"""An ISO 4217 code in capitals."""

TimeZone = Annotated[str, StringConstraints(max_length=100), AfterValidator(_time_zone)]
"""A name of the IANA database, in its own spelling."""

Language = Annotated[str, StringConstraints(max_length=100), AfterValidator(_language)]
"""A language by its English name or its ISO 639-1 code; the English name is what is kept."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_printable_lines)]
"""Text that may have several lines, and is not empty. Say how long with `Field(max_length=…)`."""

WebAddress = Annotated[Line, Field(max_length=500), AfterValidator(_web_address)]
"""An http(s) URL, kept as it was sent."""

Slot = Annotated[datetime, BeforeValidator(_slot)]
"""An instant for a schedule to run at: ISO 8601 with `Z` or an offset."""

Unique = AfterValidator(_unique)
"""No value twice in a list of texts."""

Id = Annotated[str, Field(max_length=100)]
"""An id to filter by: one that is nobody's finds nothing."""

Search = Annotated[Line, Field(max_length=200)]
"""What to look for in a name."""
