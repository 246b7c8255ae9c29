"""Translation: messages in English, each a whole sentence or a phrase that stands on its own, and what is filled into them.

A message is never glued together of translated pieces: other languages order, inflect and agree in their own ways. A piece that is filled
in is a figure, a date, a name, or a phrase that no language has to inflect (`on 3 of 7 days`).
"""

from collections.abc import Mapping
from string import Formatter

from chalicelib.domain.prose import Fragment, Name, Prose, Strong

type Value = str | Name | Strong | Prose
"""What a placeholder stands for: a figure as it is written, a name, or a whole phrase."""


def translatable(message: str) -> str:
    """The message as it is: marked for the catalogues here, and translated where it is printed (`Wording.text`)."""
    return message


def filled(message: str, values: Mapping[str, Value]) -> Prose:
    """The message's fragments, its placeholders (`{spend}`) replaced; neighbouring texts are one. KeyError for one without a value."""
    fragments: list[Fragment] = []
    for literal, name, _, _ in Formatter().parse(message):
        _add(fragments, literal)
        if name is not None:
            value = values[name]
            for part in value if isinstance(value, tuple) else (value,):
                _add(fragments, part)
    return tuple(fragments)


def _add(fragments: list[Fragment], part: Fragment) -> None:
    if isinstance(part, str) and fragments and isinstance(fragments[-1], str):
        fragments[-1] += part
    elif part != "":
        fragments.append(part)
