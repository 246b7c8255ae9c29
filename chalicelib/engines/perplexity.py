"""Perplexity's Sonar: Chat Completions with its own search, location and sources (https://docs.perplexity.ai/docs/sonar)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from chalicelib.domain.citation import Citation, deduplicated
from chalicelib.engines.wire import chat_completions, market
from chalicelib.engines.wire.way import Way
from chalicelib.usecases.ports.engines import Answer, Question

_MARKER = re.compile(r"\[(\d{1,3})\]")


class PerplexityEngine:
    """Always searches: that is what the model is for."""

    def __init__(self, way: Way) -> None:
        self._way = way

    def ask(self, question: Question) -> Answer:
        """One request; see `Engine`."""
        system = market.instructions(question, has_location_field=True)
        location = market.user_location(question)
        options = {"web_search_options": {"user_location": location}} if location else {}
        return parse(chat_completions.asked(self._way, question, system, **options))


def build(way: Way) -> PerplexityEngine:
    """The engine of a platform that is asked this way."""
    return PerplexityEngine(way)


def parse(body: dict[str, Any]) -> Answer:
    """Cited is what the text marks: `[3]` is the third of `citations`, which lists all that was read."""
    answer = chat_completions.parse(body)
    results = [result for result in body.get("search_results") or [] if result.get("url")]
    urls = body.get("citations") or [result["url"] for result in results]
    titles = {result["url"]: result.get("title") for result in results}
    return replace(answer, citations=deduplicated(_marked(answer.text, urls, titles)))


def _marked(text: str, urls: list[str], titles: dict[str, str | None]) -> Iterator[Citation]:
    for marker in _MARKER.finditer(text):
        number = int(marker[1])
        if 1 <= number <= len(urls):
            yield Citation.of(urls[number - 1], titles.get(urls[number - 1]))
