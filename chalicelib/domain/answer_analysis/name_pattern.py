"""Name pattern: one regular expression for many names over folded text, longest first, with the word borders of each script.

Where a script has spaces, a name's edge touches no letter or digit of such a script (`Notion` is not in `notional`); a letter of another
script is a border (`Bitwardenは`). Han, hiragana, Thai, Lao, Khmer and Burmese have no borders to ask for. A katakana edge touches no
katakana. A Hangul edge has no Hangul before it, and after it only particles (`삼성은`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

from chalicelib.domain.answer_analysis.folding import fold

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_HANGUL = "\uac00-\ud7af"
_SPACED_LETTER = f"[^\\W{_UNSPACED}{_KATAKANA}{_HANGUL}]"
_PARTICLES = (
    "은|는|이|가|을|를|의|에|에서|에게|로|으로|와|과|도|만|까지|부터|보다|처럼|이나|나|랑|이랑|라는|이라는|이고|이며|입니다|이다|인|하고|등"
)
_LEFT = {"spaced": f"(?<!{_SPACED_LETTER})", "katakana": f"(?<![{_KATAKANA}])", "hangul": f"(?<![{_HANGUL}])", "unspaced": ""}
_RIGHT = {
    "spaced": f"(?!{_SPACED_LETTER})",
    "katakana": f"(?![{_KATAKANA}])",
    "hangul": f"(?=(?:{_PARTICLES})*(?![{_HANGUL}]))",
    "unspaced": "",
}
_SCRIPTS = {name: re.compile(f"[{letters}]") for name, letters in (("unspaced", _UNSPACED), ("katakana", _KATAKANA), ("hangul", _HANGUL))}
_WORD = re.compile(r"[^ \n-]+")


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing a name: whose it is, its key among names, its expression between the borders before and after it."""

    owner: int
    key: str
    left: str
    expression: str
    right: str


class NamePattern:
    """The names of several owners, numbered from 0; of two owners with one name, the first has it."""

    def __init__(self, names: Sequence[Iterable[str]]) -> None:
        """`names[owner]` are all names of that owner; a name without a letter or digit is left out."""
        forms = {form.key: form for owner in reversed(range(len(names))) for name in names[owner] if (form := _form(owner, name))}
        ordered = sorted(forms.values(), key=lambda form: (form.left, -len(form.key), form.key))
        branches = [_branch(left, list(group)) for left, group in groupby(ordered, key=lambda form: form.left)]
        self._owners = {form.key: form.owner for form in ordered}
        self._expression = re.compile("|".join(branches)) if branches else None

    def find(self, folded: str) -> Iterable[tuple[int, int, int]]:
        """(owner, start, end) of each name in folded text, from left to right, none within another."""
        for found in self._expression.finditer(folded) if self._expression else ():
            yield self._owners[_key(found.group())], found.start(), found.end()


def _branch(left: str, forms: Sequence[_Form]) -> str:
    """One border, then the longest name that fits. Borders are long to compile: names with the same ones share them.

    No groups to capture: they would keep `re` from telling names by their first letter.
    """
    shared = [(right, [form.expression for form in group]) for right, group in groupby(forms, key=lambda form: form.right)]
    return f"{left}(?:{'|'.join(f'(?:{"|".join(expressions)}){right}' for right, expressions in shared)})"


def _form(owner: int, name: str) -> _Form | None:
    folded = fold(normalize("NFC", name)).text
    words = _words(folded)
    if not any(map(str.isalnum, folded)):
        return None
    expression = "[ -]+".join(_expression(word, is_only=len(words) == 1) for word in words)
    return _Form(owner, _key(folded), _LEFT[_script(words[0][0])], expression, _RIGHT[_script(words[-1][-1])])


def _key(folded: str) -> str:
    """What all ways of writing one name have in common."""
    words = _words(folded)
    return " ".join("and" if word == "&" and len(words) > 1 else word.replace("'", "") for word in words)


def _expression(word: str, *, is_only: bool) -> str:
    if word in ("&", "and") and not is_only:
        return "(?:&|and)"
    return re.escape(word).replace("'", "'?")  # `McDonalds`


def _words(folded: str) -> list[str]:
    return [word for word in _WORD.findall(folded) if word.strip("'")]


def _script(character: str) -> str:
    return next((name for name, letters in _SCRIPTS.items() if letters.match(character)), "spaced")
