"""Figures: amounts, counts and ratios as they are sent, a number or the same in text."""

import re
from decimal import Context, Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

# Fifteen digits at most, which come back as they were sent.
_IN_TEXT = re.compile(r"(?:[0-9]{1,9}(?:\.[0-9]{1,6})?|[0-9]{10,13}(?:\.[0-9]{1,2})?)")
_MOST = 9_999_999_999_999
_LEAST = Decimal("0.000001")
_ROUNDED = Context(prec=15)


def _figure(value: object) -> Decimal:
    """A JSON number is a double at most clients: what is behind its fifteenth digit or its sixth decimal is noise, and is cut off."""
    if isinstance(value, str) and _IN_TEXT.fullmatch(value):
        return Decimal(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 <= value <= _MOST:
        return _ROUNDED.create_decimal(Decimal(value).quantize(_LEAST))
    raise PydanticCustomError("figure", "Input should be a number from 0 to {most}, or the same in text, such as 12.50", {"most": _MOST})


def _schema(least: float) -> WithJsonSchema:
    number = {"type": "number", "minimum": least, "maximum": _MOST}
    more_than_nothing = "(?=.*[1-9])" if least else ""
    return WithJsonSchema({"anyOf": [number, {"type": "string", "pattern": f"^{more_than_nothing}{_IN_TEXT.pattern}$"}]})


def _whole(value: object) -> object:
    """To JSON Schema 15.0 is an integer too, however its reader has it."""
    if isinstance(value, float):
        value = Decimal(value)
    return int(value) if isinstance(value, Decimal) and abs(value) <= _MOST and value == value.to_integral_value() else value


Whole = BeforeValidator(_whole)
"""For a `StrictInt`, after its limits: a whole number may be written with a point."""

Figure = Annotated[Decimal, BeforeValidator(_figure), _schema(0)]
"""An amount, a count or a ratio."""

PositiveFigure = Annotated[Decimal, Field(gt=0), BeforeValidator(_figure), _schema(float(_LEAST))]
"""The same, and more than nothing."""
