"""Words in no language: every message with its letters set wide (`Ｓｐｅｎｄ {share}`), so that what is no message is seen.

Nor is what `make catalogues` does not find in the code: a translator will never see it.
"""

from functools import cache
from gettext import NullTranslations

from infra.catalogues import PLACEHOLDER, messages

_WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}


class PseudoWords(NullTranslations):
    """The translations of every message there is."""

    def gettext(self, message: str) -> str:
        return _wide(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _wide(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 # gettext's signature
        return _wide(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 # gettext's signature
        return self.ngettext(msgid1, msgid2, n)


@cache
def _known() -> frozenset[str]:
    """Every message that the catalogues have, of a plural both forms."""
    said = (message.id for message in messages())
    return frozenset(form for each in said for form in (each if isinstance(each, tuple | list) else (each,)))


def _wide(message: str) -> str:
    if message not in _known():
        return message
    kept = PLACEHOLDER.findall(message)
    texts = PLACEHOLDER.split(message)
    return "".join(text.translate(_WIDE) + placeholder for text, placeholder in zip(texts, [*kept, ""], strict=True))
