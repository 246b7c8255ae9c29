"""Any endpoint that speaks OpenAI's Chat Completions: an operator's own, a router's, or a model on this machine. Its key is optional."""

from chalicelib.engines.wire import chat_completions, market
from chalicelib.engines.wire.chat_completions import parse
from chalicelib.engines.wire.way import Way
from chalicelib.usecases.ports.engines import Answer, Question

__all__ = ["CompatibleEngine", "build", "parse"]


class CompatibleEngine:
    """The shape has no place for a location, so the instructions say it."""

    def __init__(self, way: Way) -> None:
        self._way = way

    def ask(self, question: Question) -> Answer:
        """One request; see `Engine`."""
        system = market.instructions(question, has_location_field=False)
        return parse(chat_completions.asked(self._way, question, system))


def build(way: Way) -> CompatibleEngine:
    """The engine of a platform that is asked this way."""
    return CompatibleEngine(way)
