"""Check: whether other words for a passage say what the passage says. Strict: what can't be shown to be the same is refused.

What has to be there, as often and in the same order: every figure as printed, every name, what was set apart. What has to be claimed as
often, in the same order, and at the same figures (or one beside them): directions, negations, doubts, measures, quantities in words, days
and months by name, what is compared with. At each figure: whether a change comes from there or goes there. What may be there only as the
passage has it: judgements, stretches of time, names, signs, and every word that is not among the language's plain ones.

It can't see what is said with the passage's own words and plain ones alone, put together otherwise, nor that figures which keep their order
were tied to each other by another word of the same sense.
"""

import re
import unicodedata
from collections import Counter
from enum import StrEnum

from chalicelib.domain.passage import Passage
from chalicelib.domain.prose import Prose
from chalicelib.domain.rewording.anchors import Cut, cut, cut_alike
from chalicelib.domain.rewording.lexicon import Claim, Lexicon

_LONGEST, _SHORTEST, _SLACK = 1.5, 0.5, 40
"""How much longer, in times and in characters, and how much shorter other words may be."""
_MOVED = 1
"""How many anchors further a claim may stand: `25 % more` may become `up 25 %`."""
_ENDS = ".。"
_PUNCTUATION = set(" .,;:()'’\"“”„«»–—-、。「」（）・，；：")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CHARACTERS = re.compile(r"[ァ-ヺー]+|[A-Za-z]+|[々一-鿿]")
_ADDRESS = re.compile(r"[^\W_][.@/\\][^\W_]")
_NEGATIVE = (re.compile(r"[-–—]\s*$"), re.compile(r"\($"))
"""What makes a figure behind it less than nothing: a dash, and for bookkeepers a bracket."""
_OPENS = re.compile(r"(?:^|[.:;?!])[\s\"“„«(]*\Z")
_SCRIPTS = {True: ("LATIN ",), False: ("LATIN ", "HIRAGANA ", "KATAKANA", "CJK ")}
_IN_ORDER = ({Claim.UP, Claim.DOWN, Claim.NOT, Claim.DOUBT}, {Claim.MEASURE}, {Claim.QUANTITY}, {Claim.CALENDAR}, {Claim.BASE})
"""Claims whose order among each other has to stay: a rise and a fall can't change places."""


class Refusal(StrEnum):
    """Why other words are not printed."""

    MISSING = "missing"
    LENGTH = "length"
    FIGURES = "figures"
    SIGNS = "signs"
    NUMBER = "number"
    SCRIPT = "script"
    NAME = "name"
    WORD = "word"
    CLAIM = "claim"
    JUDGEMENT = "judgement"


def checked(passage: Passage, text: str, words: Lexicon) -> Prose | Refusal:
    """The text as prose, names and figures as the passage prints them, or why it is refused."""
    said = _tidied(text, passage.text, words)
    if not _SHORTEST * len(passage.text) <= len(said) <= _LONGEST * len(passage.text) + _SLACK:
        return Refusal.LENGTH
    own = cut(passage.prose)
    other = cut_alike(said, own.anchors)
    if other is None:
        return Refusal.FIGURES
    judged = (_signs(own, other), _letters(other, words), _words(own, other, words), _led(own, other, words), _claims(own, other, words))
    for refused in judged:
        if refused is not None:
            return refused
    return other.prose()


def _tidied(text: str, own: str, words: Lexicon) -> str:
    """Composed, on one line, and ending as the passage does: a headline without a full stop, a sentence with one."""
    said = " ".join(unicodedata.normalize("NFC", text).split()).rstrip(_ENDS + " ")
    if words.language == "fr":  # its tall punctuation keeps to the word before
        said = re.sub(r" (?=[:;»])|(?<=«) ", "\u00a0", said)
    return said + own[-1] if own[-1:] in tuple(_ENDS) else said


def _signs(own: Cut, other: Cut) -> Refusal | None:
    """Punctuation is free; any other sign, addresses and what could be a figure's minus are as the passage has them."""
    if _strange_signs(other) != _strange_signs(own):
        return Refusal.SIGNS
    if any(_ADDRESS.search(gap) and gap not in own.gaps for gap in other.gaps):
        return Refusal.SIGNS
    minus = (
        anchor.is_figure and sign.search(there) and not sign.search(here)
        for anchor, here, there in zip(own.anchors, own.gaps, other.gaps, strict=False)
        for sign in _NEGATIVE
    )
    return Refusal.SIGNS if any(minus) else None


def _strange_signs(of: Cut) -> Counter[str]:
    return Counter(
        sign for gap in of.gaps for sign in gap if not (sign in _PUNCTUATION or sign.isspace() or sign.isalpha() or _is_number(sign))
    )


def _letters(other: Cut, words: Lexicon) -> Refusal | None:
    """No number in any script, and no letter of a script that the language isn't written in."""
    letters = [letter for gap in other.gaps for letter in gap]
    if any(_is_number(letter) and (words.is_spaced or not letter.isalpha()) for letter in letters):
        return Refusal.NUMBER
    scripts = _SCRIPTS[words.is_spaced]
    strange = any(letter.isalpha() and not unicodedata.name(letter, "").startswith(scripts) for letter in letters)
    return Refusal.SCRIPT if strange else None


def _is_number(letter: str) -> bool:
    return unicodedata.numeric(letter, None) is not None or unicodedata.category(letter).startswith("N")


def _words(own: Cut, other: Cut, words: Lexicon) -> Refusal | None:
    """Every word is the passage's own, or a claim (which `_claims` judges), or plain; a capital is the passage's, or begins a sentence."""
    written = {found.group() for gap in own.gaps for found in _pattern(words).finditer(gap)}
    folded = {word.casefold() for word in written}
    for place, gap in enumerate(other.gaps):
        claims = list(words.claims(gap))
        for found in _pattern(words).finditer(gap):
            if found.group() in written or any(claim.start <= found.start() < claim.end for claim in claims):
                continue
            opens = _OPENS.search(gap, 0, found.start()) is not None and (place == 0 or gap[: found.start()].strip() != "")
            if refused := _word(found.group(), folded, words, opens=opens):
                return refused
    return None


def _word(word: str, folded: set[str], words: Lexicon, *, opens: bool) -> Refusal | None:
    plain = re.sub(r"['’]s$", "", word).casefold()
    if not (words.is_plain(plain) or plain in folded):
        return Refusal.NAME if word != word.lower() else Refusal.WORD
    has_capital = word != word.lower()
    return Refusal.NAME if has_capital and not (word[1:] == word[1:].lower() and (opens or words.is_plain(plain))) else None


def _pattern(words: Lexicon) -> re.Pattern[str]:
    """A word; of a language without spaces, what carries its meaning: a run of katakana or Latin letters, each Chinese character."""
    return _WORD if words.is_spaced else _CHARACTERS


def _led(own: Cut, other: Cut, words: Lexicon) -> Refusal | None:
    """No figure that a change came to is one that it came from, or is its size."""
    figures = ((here, there) for anchor, here, there in zip(own.anchors, own.gaps, other.gaps, strict=False) if anchor.is_figure)
    return Refusal.CLAIM if any(words.leads(here) != words.leads(there) for here, there in figures) else None


def _claims(own: Cut, other: Cut, words: Lexicon) -> Refusal | None:
    mine, theirs = _claimed(own, words), _claimed(other, words)
    for claims in _IN_ORDER:
        here, there = ([(sense, place) for claim, sense, place in each if claim in claims] for each in (mine, theirs))
        if [sense for sense, _ in here] != [sense for sense, _ in there]:
            return Refusal.CLAIM
        if any(abs(one - another) > _MOVED for (_, one), (_, another) in zip(here, there, strict=True)):
            return Refusal.CLAIM
    if _senses(theirs, Claim.SPAN).keys() - _senses(mine, Claim.SPAN).keys():
        return Refusal.CLAIM
    return Refusal.JUDGEMENT if _senses(theirs, Claim.JUDGEMENT) - _senses(mine, Claim.JUDGEMENT) else None


def _claimed(of: Cut, words: Lexicon) -> list[tuple[Claim, str, int]]:
    """Each claim with its sense and the number of anchors before it."""
    return [(found.claim, found.sense, place) for place, gap in enumerate(of.gaps) for found in words.claims(gap)]


def _senses(claimed: list[tuple[Claim, str, int]], of: Claim) -> Counter[str]:
    return Counter(sense for claim, sense, _ in claimed if claim is of)
