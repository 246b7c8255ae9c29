"""Spelling: what a name looks like in running text, and which words are no names by their spelling alone."""

import re
from functools import lru_cache

from chalicelib.domain.answer_analysis.folding import fold
from chalicelib.domain.answer_analysis.ordinary_words import is_ordinary

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff・]")
_EAST_ASIAN = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
_MARK = "§"
TOKEN = (
    r"(?:(?:[A-Z]|\d+(?=-?[A-Z])|[a-z]{1,3}(?=[A-Z]\w))[\w+]*"
    rf"(?:[.&]\w+|['’](?!s(?!\w))\w+|-[A-Z0-9]\w*)*|{_MARK}{{2,}})"
)
"""One word of a name, in `shape`: `Brewtown`, `1Password`, `iCloud`, `7-Eleven`, `Monday.com`, `L’Atelier`, `AT&T`, `ブルーヒル`."""
_WITHIN = r"(?:of|the|de|la|le|les|du|des|di|da|do|dos|das|del|della|van|von|der|den|am|im|zum|zur|a|pour|und|et|y|e|and|&|\+)"
RUN = rf"(?<!\w){TOKEN}(?:[ ](?:{_WITHIN}[ ]){{0,2}}{TOKEN})*"
"""As many words as may be one name, or several: `Wood & Co`, `Le Petit Tonneau`, `Brewtown and Roastify`."""
NAME = rf"{TOKEN}(?:[ ](?:(?:of|the|de|la|le|les|du|des|di|da|do|del|della|van|von|zum|zur|&)[ ]){{0,2}}{TOKEN}){{0,3}}"

COINED = re.compile(r"[a-z][A-Z]|\d[A-Z][a-z]|\w\.[a-z]{2,}")
"""Spelled as no word is: `KeePass`, `iCloud`, `1Password`, `Sync.com`."""
_ACRONYM = re.compile(r"[A-Z0-9&/+.-]{1,6}s?")
_SMALL_LISTED = "of the and & by for + de la le les du des di da do dos das del della van von der den am im zum zur à pour und et y e a en"
_SMALL = frozenset(_SMALL_LISTED.split())
_PREFIXES = frozenset({"multi", "non", "pre", "anti", "auto", "semi", "sub", "co", "cross", "end", "un", "re"})
_HIRAGANA_OR_MARK = re.compile(r"[\u3041-\u309f\u3001\u3002\s]")
_MAX_WORDS, _MAX_LENGTH = 4, 40


class _Shapes(dict[int, str]):
    """What stands for each character, by its code point."""

    def __missing__(self, code: int) -> str:
        self[code] = _shape_of(chr(code))
        return self[code]


_SHAPES = _Shapes()


def shape(text: str) -> str:
    """The same length of text in ASCII letters, for the patterns of names: `re` has no class of all capitals.

    A letter with capitals becomes `A` or `a`, katakana a mark, and other East Asian script, which has no spaces, a border.
    """
    return text if text.isascii() else text.translate(_SHAPES)


def _shape_of(character: str) -> str:
    if character.isascii() or (not character.isalpha() and character not in "・ー々"):
        return character
    if _EAST_ASIAN.match(character):
        return _MARK if _KATAKANA.match(character) else "·"
    return "A" if character.isupper() else "a"


def naming_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others: without `of`, `de`, `&`."""
    return tuple(word for word in name.split() if word.lower() not in _SMALL)


def looks_like_a_name(name: str) -> bool:
    """Whether it has one to four words, each with a capital or a digit; in East Asian script, no particles and no marks."""
    if _EAST_ASIAN.match(name):
        return len(name) <= _MAX_LENGTH // 2 and _HIRAGANA_OR_MARK.search(name) is None
    words = naming_words(name)
    return 1 <= len(words) <= _MAX_WORDS and len(name) <= _MAX_LENGTH and all(map(_is_capitalised, words))


def is_acronym(word: str) -> bool:
    """`AES-256`, `VPN`, `APIs`: names of things as often as of businesses."""
    return _ACRONYM.fullmatch(word) is not None


@lru_cache(maxsize=8192)
def is_english_word(word: str) -> bool:
    """Whether an English word, or several with hyphens between, a prefix or a simple ending; an acronym is as good as one."""
    parts = [part for part in re.split(r"[-/]", word) if part and part.lower() not in _PREFIXES]
    return all(is_acronym(part) or any(map(is_ordinary, _stems(part.lower()))) for part in parts)


@lru_cache(maxsize=16384)
def name_key(name: str) -> tuple[str, ...]:
    """What all ways of writing a name have in common, word by word: case, accents, hyphens, apostrophes, `&` and a possessive aside."""
    folded = fold(name).text
    for possessive in ("'s", "' s"):
        folded = folded.removesuffix(possessive)
    return tuple("and" if word == "&" else word.replace("'", "") for word in re.split(r"[\s-]+", folded) if word)


def _is_capitalised(word: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in word) and any(character.isalpha() for character in word)


def _stems(word: str) -> tuple[str, ...]:
    return word, word.removesuffix("ly"), word.removesuffix("s")
