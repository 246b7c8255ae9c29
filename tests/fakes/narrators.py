"""A language model in memory: the port `Narrator`."""

import json
from collections.abc import Callable, Mapping

from chalicelib.adapters.narrators.reply import texts
from chalicelib.domain.rewording.request import Request
from chalicelib.usecases.ports.narrators import NotReworded


def worded(content: str, say: Callable[[str], str]) -> str:
    """What a model writes that was sent this content: each passage as `say` words it."""
    asked = json.loads(content)["passages"]
    return json.dumps({"passages": [{"id": each["id"], "text": say(each["text"])} for each in asked]}, ensure_ascii=False)


class FakeNarrator:
    """Writes what `write` makes of the content that it is sent; fails with `failure` while that is set. `requests` are all it was asked."""

    def __init__(self, write: Callable[[str], str] | None = None, model: str = "a-model") -> None:
        self.write = write or (lambda content: worded(content, str))
        self.failure: str | None = None
        self.requests: list[Request] = []
        self._model = model

    @property
    def model(self) -> str:
        return self._model

    def reword(self, request: Request) -> Mapping[str, str]:
        self.requests.append(request)
        if self.failure is not None:
            raise NotReworded(self.failure)
        return texts(self.write(request.content), request.passages)
