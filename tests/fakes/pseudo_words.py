"""Words in no language: every message with its letters set wide (`Ｓｐｅｎｄ {share}`), so that what is no message is seen."""

from gettext import NullTranslations

from infra.catalogues import PLACEHOLDER

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


def _wide(message: str) -> str:
    kept = PLACEHOLDER.findall(message)
    texts = PLACEHOLDER.split(message)
    return "".join(text.translate(_WIDE) + placeholder for text, placeholder in zip(texts, [*kept, ""], strict=True))
