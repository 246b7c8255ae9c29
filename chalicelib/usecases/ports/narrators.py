"""Port: the language model that an operator may have put a report's prose into other words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.rewording.request import Request


@dataclass(eq=False)
class NotReworded(Exception):
    """The model gave no answer that can be read. `code` is stable, and holds no secret and no word of the report:

    `timed_out`, `away`, `throttled`, `server_error`, `key_missing`, `access_refused`, `unknown_model`, `request_refused`, `refused` (by the
    model itself), `cut` (over its limit of tokens), `malformed`.
    """

    code: str

    def __str__(self) -> str:
        return self.code


class Narrator(Protocol):
    """One model, set up."""

    @property
    def model(self) -> str:
        """Its name, as a report prints it."""
        ...

    def reword(self, request: Request) -> Mapping[str, str]:
        """The answer's texts by id, unchecked; some may be missing. `NotReworded` where there is none, within the time that it has."""
        ...
