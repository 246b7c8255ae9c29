"""Fields: kinds of text that several bodies share, each with its rule and its words."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from chalicelib.domain.currency import is_currency, similar_currencies
from chalicelib.domain.printable import is_printable
from chalicelib.domain.time_zone import is_time_zone, similar_time_zones


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


def _near(similar: list[str]) -> str:
    return f": perhaps {' or '.join(similar)}" if similar else ""


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_printable)]
"""Text on one line, without what can't be printed, and not empty. Say how long with `Field(max_length=…)`."""

Currency = Annotated[str, StringConstraints(max_length=10), AfterValidator(_currency)]
"""An ISO 4217 code in capitals."""

TimeZone = Annotated[str, StringConstraints(max_length=100), AfterValidator(_time_zone)]
"""A name of the IANA database, in its own spelling."""
