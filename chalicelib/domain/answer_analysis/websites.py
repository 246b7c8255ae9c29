"""Websites: addresses by the name that their domain bears."""

from collections.abc import Iterable

from chalicelib.domain.answer_analysis.folding import fold
from chalicelib.domain.citation import domain_of


class Websites:
    """Addresses, the first one of a name before others."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._hosts: dict[str, str] = {}
        for url in urls:
            if host := domain_of(url):
                self._hosts.setdefault(host.split(".")[0].replace("-", ""), host)

    def of(self, name: str) -> str | None:
        """The address whose domain bears the name: another's article about it is not its website."""
        bare = "".join(character for character in fold(name).text if character.isalnum())
        return f"https://{self._hosts[bare]}" if bare in self._hosts else None
