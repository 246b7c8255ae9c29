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
from typing import Literal

from babel import Locale
from babel.dates import get_timezone_location
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from chalicelib import catalogues
from chalicelib.domain.language import language_code
from chalicelib.domain.prose import Prose, plain
from chalicelib.domain.translation import Value, filled, translatable

ENGLISH = NullTranslations()
"""The messages as they stand in the code."""


@cache
def translations(language: str) -> NullTranslations:
    """Those of a language (`de`); English where there is no catalogue of it."""
    if language not in catalogues.languages():
        return ENGLISH
    with catalogues.path(language).open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


_MANY = 2
_BEFORE_ITS_OWN_SOUND = {
    ("es", "standard"): (" y {", " e {", re.compile(r"h?[ií](?![aeoé])", re.I)),
    ("es", "or"): (" o {", " u {", re.compile(r"h?[oó]|8|11(?!\d)", re.I)),
}
"""By language and kind of list: a conjunction, what takes its place before its own sound, and how what begins with it is spelled."""


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

    def say_many(self, one: str, many: str, number: int | Decimal, /, **values: Value) -> Prose:
        """The message for so many, which is `{number}` in it; a fraction is many."""
        whole = int(number) if number == int(number) else max(int(number), _MANY)
        return filled(self.translations.ngettext(one, many, whole), {"number": self.count(number), **values})

    def text(self, message: str, /, **values: Value) -> str:
        """As `say`, as plain text."""
        return plain(self.say(message, **values))

    def text_in(self, context: str, message: str, /, **values: Value) -> str:
        """As `say_in`, as plain text."""
        return plain(self.say_in(context, message, **values))

    def text_many(self, one: str, many: str, number: int | Decimal, /, **values: Value) -> str:
        """As `say_many`, as plain text."""
        return plain(self.say_many(one, many, number, **values))

    def text_many_in(self, context: str, one: str, many: str, number: int, /, **values: Value) -> str:
        """As `text_many`, of a message that means something else elsewhere."""
        message = self.translations.npgettext(context, one, many, number)
        return plain(filled(message, {"number": self.count(number), **values}))

    def listed(self, items: Sequence[Value]) -> Prose:
        """`a`, `a and b`, `a, b and c`, as CLDR has it in the language."""
        return self._placed(items, "standard")

    def one_of(self, items: Sequence[Value]) -> Prose:
        """`a, b or c`."""
        return self._placed(items, "or")

    def place(self, timezone: str) -> str:
        """The place that a zone is named after, as CLDR spells it in the language; of a zone without one, its own name."""
        if timezone.startswith("Etc/") or "/" not in timezone:
            return timezone.rpartition("/")[2]
        place = get_timezone_location(timezone, locale=self._locale, return_city=True)
        return place.rpartition("/")[2].replace("\u00ad", "")

    def inner(self, label: str) -> str:
        """`spend` of `Spend`. German nouns keep their capital, and so do abbreviations."""
        if self._locale.language == "de" or label[1:2].isupper():
            return label
        return label[:1].lower() + label[1:]

    def language_name(self, english: str) -> str:
        """A language as CLDR calls it in the report's, by the English name that `english_name` gave."""
        return str(self._locale.languages.get(language_code(english), english))

    def _placed(self, items: Sequence[Value], style: Literal["standard", "or"]) -> Prose:
        marks = [f"\ue000{position}\ue001" for position in range(len(items))]
        written = format_list(marks, style, locale=self._locale)
        placed = re.sub("\ue000(\\d+)\ue001", r"{i\1}", written)
        usual, instead, sound = _BEFORE_ITS_OWN_SOUND.get((self._locale.language, style), ("", "", None))
        if sound and len(items) > 1 and sound.match(plain(filled("{item}", {"item": items[-1]})).lstrip("\u2068")):
            placed = instead.join(placed.rsplit(usual, 1))
        return filled(placed, {f"i{position}": item for position, item in enumerate(items)})

    def series(self, items: Sequence[Value]) -> Prose:
        """`a, b, c`."""
        return self._joined(translatable("{items}, {item}"), items, "items", "item")

    def clauses(self, items: Sequence[Value]) -> Prose:
        """`a; b; c`."""
        return self._joined(translatable("{clauses}; {clause}"), items, "clauses", "clause")

    def paragraph(self, sentences: Sequence[Prose]) -> Prose:
        """Sentences one after the other, without those that are empty."""
        return self._joined(translatable("{sentences} {sentence}"), [each for each in sentences if each], "sentences", "sentence")

    def _joined(self, message: str, items: Sequence[Value], before: str, last: str) -> Prose:
        whole: Prose = ()
        for position, item in enumerate(items):
            whole = self.say(message, **{before: whole, last: item}) if position else filled("{item}", {"item": item})
        return whole
