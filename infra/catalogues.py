"""Writes the catalogues of a report's words again: every message of the code as it is now, with the translations there are.

A new language begins with `make catalogues CATALOGUE=it`: a file of messages to translate, and with it the locales to ask for.
The files have no dates and no lines of code, so that they change only where a message does.
"""

import argparse
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from chalicelib import catalogues, templates

ROOT = Path(__file__).resolve().parents[1]
_CODE = ("chalicelib/domain/**.py", "chalicelib/sections/**.py", "chalicelib/adapters/*.py")
_PAGES = ("chalicelib/sections/**.html", "chalicelib/templates/**.html")
_EXTRACTORS = [*((pattern, "python") for pattern in _CODE), *((pattern, "jinja2") for pattern in _PAGES)]
_OPTIONS = {pattern: {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"} for pattern in _PAGES}
_KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("translatable", "say", "text", "gettext")),
    **dict.fromkeys(("say_many", "text_many", "ngettext"), (1, 2)),
    **dict.fromkeys(("say_in", "text_in", "pgettext"), ((1, "c"), 2)),
    "text_many_in": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)s")
"""How a value stands in a message of the code, and of a page's template."""


def messages() -> Catalog:
    """Every message of the code, untranslated."""
    found = Catalog()
    for _file, _line, message, comments, context in extract_from_dir(ROOT, _EXTRACTORS, _OPTIONS, _KEYWORDS, ("Translators:",)):
        found.add(message, auto_comments=comments, context=context)
    for key in sorted(templates.names()):
        found.add(templates.load(key).name, context="template")
    return found


def read(language: str) -> Catalog:
    """The language's catalogue as it is; an empty one where there is none yet."""
    path = catalogues.path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def text(language: str) -> str:
    """What the language's file should hold: today's messages, translated where they were. Those that are gone are dropped."""
    catalogue = read(language)
    catalogue.update(messages(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    content = BytesIO()
    write_po(content, catalogue, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return _header(catalogue, language) + content.getvalue().decode()


def _header(catalogue: Catalog, language: str) -> str:
    fields = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogue.plural_forms,
        "X-Regions": " ".join(_regions(language)),
    }
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items()) + "\n"


def _regions(language: str) -> Iterator[str]:
    """Where CLDR knows the language to be written, in its usual script."""
    for identifier in sorted(localedata.locale_identifiers()):
        known = Locale.parse(identifier)
        if known.language == language and known.territory and not known.script and not known.variant:
            yield known.territory


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language")
    new = parser.parse_args().language
    for each in sorted({*catalogues.languages(), *([new] if new else [])}):
        catalogues.path(each).write_text(text(each), "utf-8")
