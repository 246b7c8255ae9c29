"""Engines that answer from a table, or not."""

from collections.abc import Callable

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.citation import Citation
from chalicelib.usecases.ports.engines import Answer, AskFailed, AskLater, Engine, Question

NAMES_ACME = "The best is **Acme Coffee**. Others like [BrewCo](https://brewco.example)."
NAMES_OTHERS = "Most people buy at BrewCo."


def an_answer(text: str = NAMES_ACME) -> Answer:
    return Answer(text, "model-1", (Citation.of("https://acme.example/menu"),), tokens_in=10, tokens_out=20)


class FakeEngines:
    """Every platform answers `an_answer`, unless `says` has something else for it. `meanwhile` is called while it thinks."""

    def __init__(self) -> None:
        self.says: dict[AiPlatform, Answer | AskLater | AskFailed | Exception] = {}
        self.asked: list[Question] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def of(self, _platform: AiPlatform) -> Engine:
        return self

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        self.meanwhile()
        said = self.says.get(question.platform, an_answer())
        if isinstance(said, Exception):
            raise said
        return said
