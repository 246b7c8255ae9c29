"""Share in words: how often something is so, as the plainest words that a count carries.

A phrase is whole, with the noun that it is of and what joins it to its sentence: no language says `half of the answers` and `one in ten
of the answers` by one pattern.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.section import Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_narrative import mentions
from chalicelib.domain.wilson import Proportion

_COUNTED_OUT = 10
"""Of fewer than ten the count itself is the plainest word."""


@dataclass(frozen=True, slots=True)
class _Fraction:
    """A share, and its phrase: where it is that share, and where it is near to it."""

    share: Decimal
    exactly: str
    about: str


_ANSWERS = (
    _Fraction(Decimal(1) / 20, translatable("in one in twenty of the answers"), translatable("in about one in twenty of the answers")),
    _Fraction(Decimal(1) / 10, translatable("in one in ten of the answers"), translatable("in about one in ten of the answers")),
    _Fraction(Decimal(1) / 7, translatable("in one in seven of the answers"), translatable("in about one in seven of the answers")),
    _Fraction(Decimal(1) / 5, translatable("in one in five of the answers"), translatable("in about one in five of the answers")),
    _Fraction(Decimal(1) / 4, translatable("in a quarter of the answers"), translatable("in about a quarter of the answers")),
    _Fraction(Decimal(1) / 3, translatable("in a third of the answers"), translatable("in about a third of the answers")),
    _Fraction(Decimal(2) / 5, translatable("in two in five of the answers"), translatable("in about two in five of the answers")),
    _Fraction(Decimal(1) / 2, translatable("in half of the answers"), translatable("in about half of the answers")),
    _Fraction(Decimal(3) / 5, translatable("in three in five of the answers"), translatable("in about three in five of the answers")),
    _Fraction(Decimal(2) / 3, translatable("in two thirds of the answers"), translatable("in about two thirds of the answers")),
    _Fraction(Decimal(3) / 4, translatable("in three quarters of the answers"), translatable("in about three quarters of the answers")),
    _Fraction(Decimal(4) / 5, translatable("in four in five of the answers"), translatable("in about four in five of the answers")),
    _Fraction(Decimal(6) / 7, translatable("in six in seven of the answers"), translatable("in about six in seven of the answers")),
    _Fraction(Decimal(9) / 10, translatable("in nine in ten of the answers"), translatable("in about nine in ten of the answers")),
    _Fraction(
        Decimal(19) / 20, translatable("in nineteen in twenty of the answers"), translatable("in about nineteen in twenty of the answers")
    ),
)
_MENTIONS = (
    _Fraction(Decimal(1) / 20, translatable("one in twenty of the mentions"), translatable("about one in twenty of the mentions")),
    _Fraction(Decimal(1) / 10, translatable("one in ten of the mentions"), translatable("about one in ten of the mentions")),
    _Fraction(Decimal(1) / 7, translatable("one in seven of the mentions"), translatable("about one in seven of the mentions")),
    _Fraction(Decimal(1) / 5, translatable("one in five of the mentions"), translatable("about one in five of the mentions")),
    _Fraction(Decimal(1) / 4, translatable("a quarter of the mentions"), translatable("about a quarter of the mentions")),
    _Fraction(Decimal(1) / 3, translatable("a third of the mentions"), translatable("about a third of the mentions")),
    _Fraction(Decimal(2) / 5, translatable("two in five of the mentions"), translatable("about two in five of the mentions")),
    _Fraction(Decimal(1) / 2, translatable("half of the mentions"), translatable("about half of the mentions")),
    _Fraction(Decimal(3) / 5, translatable("three in five of the mentions"), translatable("about three in five of the mentions")),
    _Fraction(Decimal(2) / 3, translatable("two thirds of the mentions"), translatable("about two thirds of the mentions")),
    _Fraction(Decimal(3) / 4, translatable("three quarters of the mentions"), translatable("about three quarters of the mentions")),
    _Fraction(Decimal(4) / 5, translatable("four in five of the mentions"), translatable("about four in five of the mentions")),
    _Fraction(Decimal(6) / 7, translatable("six in seven of the mentions"), translatable("about six in seven of the mentions")),
    _Fraction(Decimal(9) / 10, translatable("nine in ten of the mentions"), translatable("about nine in ten of the mentions")),
    _Fraction(
        Decimal(19) / 20, translatable("nineteen in twenty of the mentions"), translatable("about nineteen in twenty of the mentions")
    ),
)


def in_answers(of: Proportion, wording: Wording) -> str:
    """`in about half of the answers`, `in 2 of 3 answers`, of some; the fraction is the nearest of a few.

    That it is in none is said by a sentence of its own: most languages deny the verb.
    """
    if of.n == 1:
        return wording.text("in the only answer")
    if of.count == of.n:
        return wording.text_many("in all {number} answer", "in all {number} answers", of.n)
    if of.n < _COUNTED_OUT:
        return wording.text_many("in {count} of {number} answer", "in {count} of {number} answers", of.n, count=wording.count(of.count))
    few, many = translatable("in fewer than one in twenty of the answers"), translatable("in more than nineteen in twenty of the answers")
    return wording.text(_nearest(of, _ANSWERS, few, many))


def of_mentions(of: Proportion, wording: Wording) -> str:
    """`about a quarter of the mentions`, as what somebody has who has some."""
    if of.n == 1:
        return wording.text("the only mention")
    if of.count == of.n:
        return wording.text_many("all {number} mention", "all {number} mentions", of.n)
    if of.n < _COUNTED_OUT:
        return mentions(of, wording)
    few, many = translatable("fewer than one in twenty of the mentions"), translatable("more than nineteen in twenty of the mentions")
    return wording.text(_nearest(of, _MENTIONS, few, many))


def _nearest(of: Proportion, fractions: Sequence[_Fraction], fewer: str, more: str) -> str:
    share = Decimal(of.count) / of.n
    if share < fractions[0].share:
        return fewer
    if share > fractions[-1].share:
        return more
    nearest = min(fractions, key=lambda fraction: abs(fraction.share - share))
    return nearest.exactly if nearest.share == share else nearest.about
