"""Reworded: what a model's words were taken for in one report, frozen with its facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RewordedPassage:
    """A passage's new words, each name as the `{N1}` of the passage at that place."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """`model` is the one that was asked, for `asked` passages, of which `refused` were; all that are not in `passages` keep the rules'."""

    model: str
    asked: int
    refused: int
    passages: tuple[RewordedPassage, ...]
