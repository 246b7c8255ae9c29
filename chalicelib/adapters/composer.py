"""The composer: facts → sections → one complete HTML page. Importing it imports Jinja2 and Babel: only wiring does, inside a function.

Everything printed is escaped; what a user named is isolated, so that a right-to-left name can't reorder what stands beside it.
"""

import re
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup

from chalicelib import sections
from chalicelib.adapters.branding import branding
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.facts import Facts
from chalicelib.domain.narrative import template_name
from chalicelib.domain.printable import width, without_direction_controls
from chalicelib.domain.prose import plain
from chalicelib.domain.report import ReportKind
from chalicelib.domain.rewording.printed import in_new_words
from chalicelib.domain.section import Omitted
from chalicelib.domain.theme import Theme
from chalicelib.domain.visibility_facts import VisibilityFacts

RUNNING_LINES = 130
"""How wide the head of a page may be, in narrow characters, for two lines in its usual size; a wider one is set smaller. A logo beside it
takes of its room."""
RUNNING_MOST = 280
"""What fits above a page at all: any title in a narrow script. The cover has every one in full."""

_CHALICELIB = Path(__file__).parent.parent


_SIGNED_MONEY = re.compile(r"(\(?[+−][^\s\d+−]+\s?\d(?:[\d.,’'\u00a0\u202f]*\d)?)")
"""A sign, a currency before its amount, and the amount, with a bracket that opens before it."""
COVER = "cover"
"""How the key of a section ends that brings the page's title with it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A section as it goes onto the page: its HTML, or why it is left out; neither where there is nothing to tell."""

    key: str
    name: str
    html: Markup | None
    reason: str | None


def compose(facts: Facts | VisibilityFacts, wording: BabelWording | None = None) -> str:
    """The report's page, whole and self-contained but for the stylesheet; written as its locale does unless `wording` is given.

    Raises KeyError for a section that is not in the registry, or not for reports of this kind.
    """
    wording = wording or BabelWording(facts.locale)
    shown = branding(facts.worn)
    running, template = _running_title(facts, wording), template_name(facts.template, wording)
    parts = [_part(key, facts, wording, shown.theme) for key in facts.sections]
    page = _environment(wording.translations).get_template("templates/theme/page.html")
    return page.render(
        facts=facts,
        theme=shown.theme,
        branding=shown,
        language=wording.language,
        days=_days(facts, wording),
        template_name=template,
        title=facts.title if facts.has_own_title else facts.title.replace(facts.template.name, template, 1),
        running_title=_shortened(running, RUNNING_MOST * shown.head_room),
        is_wide_head=width(running) > RUNNING_LINES * shown.head_room or width(template) > RUNNING_LINES // 2,
        has_cover=facts.sections[0].endswith(COVER),
        notice=_notice(facts, wording),
        parts=[part for part in parts if part.html is not None],
        left_out=_left_out(parts, wording),
    )


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """The sections that can't be made, by reason in order of first appearance; they are told where the last of them would stand."""

    reasons: list[tuple[str, str]]
    """Each reason with the sections' names."""
    after: int
    """How many of the sections that are printed stand before them."""


def _left_out(parts: list[_Part], wording: BabelWording) -> _LeftOut:
    reasons: dict[str, list[str]] = {}
    after = printed = 0
    for part in parts:
        printed += part.html is not None
        if part.html is None and part.reason is not None:
            reasons.setdefault(part.reason, []).append(part.name)
            after = printed
    return _LeftOut([(reason, plain(wording.series(names))) for reason, names in reasons.items()], after)


def _part(key: str, facts: Facts | VisibilityFacts, wording: BabelWording, look: Theme) -> _Part:
    if sections.of_another_kind([key], _kind(facts)):
        raise KeyError(key)
    section = sections.load(key)
    view = section.view(facts, wording)
    name = wording.text(section.name)
    if isinstance(view, Omitted):
        return _Part(key, name, None, None if view.reason is None else wording.text(view.reason))
    view = in_new_words(key, section.prose, view, facts.reworded, facts.locale)
    html = _environment(wording.translations).get_template(f"sections/{key}/section.html").render(view, theme=look)
    return _Part(key, name, Markup(html), None)  # noqa: S704 # rendered with autoescape just above


def _kind(facts: Facts | VisibilityFacts) -> ReportKind:
    return ReportKind.VISIBILITY if isinstance(facts, VisibilityFacts) else ReportKind.PERFORMANCE


def _days(facts: Facts | VisibilityFacts, wording: BabelWording) -> str:
    if isinstance(facts, VisibilityFacts):
        return wording.day(facts.day)
    return wording.days(facts.period.start, facts.period.end)


def _notice(facts: Facts | VisibilityFacts, wording: BabelWording) -> str:
    """What every page says of answers that no platform gave; empty for a report without any."""
    if not isinstance(facts, VisibilityFacts) or not facts.is_sample:
        return ""
    if facts.samples == len(facts.answered):
        return wording.text("These answers are recorded samples, which no AI platform gave.")
    return wording.text(
        "{samples} of {answers} answers are recorded samples, which no AI platform gave.",
        samples=wording.count(facts.samples),
        answers=wording.count(len(facts.answered)),
    )


def _running_title(facts: Facts | VisibilityFacts, wording: BabelWording) -> str:
    """Whose report it is; a title of its own where the caller gave one. The template and its days stand opposite."""
    if facts.has_own_title:
        return facts.title
    if isinstance(facts, VisibilityFacts):
        return f"{facts.brand.name} – {facts.market.name}"
    accounts = [account.identity.account_name for account in facts.accounts]
    return accounts[0] if len(accounts) == 1 else wording.text_many("{number} account", "{number} accounts", len(accounts))


def _shortened(title: str, most: float) -> str:
    if width(title) <= most:
        return title
    until = accumulate(map(width, title))
    return "".join(takewhile(lambda _: next(until) < most, title)).rstrip() + "…"


class _Compiled(BytecodeCache):
    """The templates' code, which is the same in every language: compiling them takes about as long as composing a page."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (kept := self._kept.get(bucket.key)) is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@cache
def _environment(words: NullTranslations) -> Environment:
    """The templates in a language."""
    environment = Environment(
        extensions=["jinja2.ext.i18n"],
        loader=FileSystemLoader(_CHALICELIB),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        finalize=_printed,
    )
    environment.filters["signs_kept"] = _signs_kept
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined] # the extension's
    return environment


def _signs_kept(text: str) -> Markup:
    """The text, in which no line ends between a sign and the currency before its amount (`(+€120.00)`): Unicode would let it (UAX #14)."""
    parts = _SIGNED_MONEY.split(without_direction_controls(text))
    return Markup("").join(Markup('<span class="unparted">{}</span>').format(part) if n % 2 else part for n, part in enumerate(parts))


def _printed(value: Any) -> Any:
    """What a page prints of a value: a name that turns the direction of writing must not turn the text around it."""
    return without_direction_controls(value) if isinstance(value, str) and not isinstance(value, Markup) else value
