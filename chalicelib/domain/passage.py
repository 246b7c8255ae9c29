"""Passage: a stretch of a section's prose that may be put into other words, and where it stands in the section's view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.prose import Fragment, Name, Prose, Strong

type _Change = Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or the sentences of a paragraph, as the rules built them; `place` is where: `executive_summary.blocks.0.lede`."""

    place: str
    prose: Prose

    @property
    def text(self) -> str:
        """Its words, with `{N1}`, `{N2}` … where a name stands: what a user named goes to no model."""
        names = 0
        said = []
        for part in self.prose:
            names += isinstance(part, Name)
            said.append(f"{{N{names}}}" if isinstance(part, Name) else part.text if isinstance(part, Strong) else part)
        return "".join(said)


def passages(section: str, places: Sequence[str], view: Mapping[str, Any]) -> list[Passage]:
    """The passages of a section's view, in the order of its places; those without a word are none."""
    found: list[Passage] = []

    def keep(place: str, value: Any) -> Any:
        if value:
            found.append(Passage(place, _one(value)))
        return value

    _changed(section, places, view, keep)
    return found


def with_passages(section: str, places: Sequence[str], view: Mapping[str, Any], words: Mapping[str, Prose]) -> Mapping[str, Any]:
    """The view with these words at their places, and its own at all others."""

    def change(place: str, value: Any) -> Any:
        if place not in words:
            return value
        return (words[place],) if _is_paragraph(value) else words[place]

    changed: Mapping[str, Any] = _changed(section, places, view, change)
    return changed


def _changed(section: str, places: Sequence[str], view: Any, change: _Change) -> Any:
    for place in places:
        view = _at(view, place.split("."), section, change)
    return view


def _at(node: Any, steps: Sequence[str], place: str, change: _Change) -> Any:
    if not steps:
        return change(place, node)
    step, *rest = steps
    if step == "*":
        return [_at(each, rest, f"{place}.{number}", change) for number, each in enumerate(node)]
    return {**node, step: _at(node[step], rest, f"{place}.{step}", change)} if step in node else node


def _is_paragraph(value: Sequence[Any]) -> bool:
    return isinstance(value[0], tuple)


def _one(value: Sequence[Any]) -> Prose:
    """A paragraph's sentences with a blank between each."""
    if not _is_paragraph(value):
        return tuple(value)
    fragments: list[Fragment] = []
    for sentence in value:
        fragments.extend((" ", *sentence) if fragments else sentence)
    return tuple(fragments)
