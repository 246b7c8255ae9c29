"""Currency blocks: what a section that reports each currency on its own is made of."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.domain.currency_group import CurrencyGroup, with_data
from chalicelib.domain.facts import Facts
from chalicelib.domain.section import Omitted
from chalicelib.domain.translation import translatable

NO_DATA = Omitted(translatable("There is no data for this period."))


def currency_blocks(facts: Facts, block: Callable[[CurrencyGroup], Mapping[str, Any]]) -> Mapping[str, Any] | Omitted:
    """`blocks`, one of each currency with data, and whether there are `several`."""
    groups = with_data(facts)
    if not groups:
        return NO_DATA
    return {"blocks": [block(group) for group in groups], "several": len(groups) > 1}
