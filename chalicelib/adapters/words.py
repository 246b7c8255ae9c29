"""A report's own words in a language, from its catalogue. Imported by the render function only.

The catalogues are read as they are, once a process (about 30 ms): there is nothing to compile, and nothing that can be stale.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel import Locale
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from chalicelib import catalogues
from chalicelib.domain.prose import Prose, plain
from chalicelib.domain.translation import Value, filled

ENGLISH = NullTranslations()
"""The messages as they stand in the code."""


@cache
def translations(locale: str) -> NullTranslations:
    """Those for a locale (`pt_PT`): its own where there are any, then its language's, then English."""
    wanted = Locale.parse(locale)
    found = [name for name in dict.fromkeys((str(wanted), wanted.language)) if name in catalogues.languages()]
    if not found:
        return ENGLISH
    own, *others = [_read(name) for name in found]
    for other in others:
        own.add_fallback(other)
    return own


@cache
def _read(language: str) -> GNUTranslations:
    with catalogues.path(language).open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words(ABC):
    """The part of the `Wording` port that says things."""

    def __init__(self, locale: str, translations: NullTranslations) -> None:
        self._locale = Locale.parse(locale)
        self.translations = translations

    @abstractmethod
    def count(self, number: Decimal | int) -> str:
        """A number as the locale writes it."""

    def say(self, message: str, /, **values: Value) -> Prose:
        """The message in the report's language."""
        return filled(self.translations.gettext(message), values)

    def say_in(self, context: str, message: str, /, **values: Value) -> Prose:
        """The same, of a message that means something else elsewhere."""
        return filled(self.translations.pgettext(context, message), values)

    def say_many(self, one: str, many: str, number: int, /, **values: Value) -> Prose:
        """The message for so many, which is `{number}` in it."""
        return filled(self.translations.ngettext(one, many, number), {"number": self.count(number), **values})

    def text(self, message: str, /, **values: Value) -> str:
        """As `say`, as plain text."""
        return plain(self.say(message, **values))

    def text_in(self, context: str, message: str, /, **values: Value) -> str:
        """As `say_in`, as plain text."""
        return plain(self.say_in(context, message, **values))

    def text_many(self, one: str, many: str, number: int, /, **values: Value) -> str:
        """As `say_many`, as plain text."""
        return plain(self.say_many(one, many, number, **values))

    def listed(self, items: Sequence[Value]) -> Prose:
        """`a`, `a and b`, `a, b and c`, as CLDR has it in the language."""
        marks = [f"\ue000{position}\ue001" for position in range(len(items))]
        written = format_list(marks, locale=self._locale)
        placed = re.sub("\ue000(\\d+)\ue001", r"{i\1}", written)
        return filled(placed, {f"i{position}": item for position, item in enumerate(items)})
