"""Anthropic Messages, with or without the web search tool: https://platform.claude.com/docs/en/agents-and-tools/tool-use/web-search-tool."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import anthropic

from chalicelib.domain.citation import Citation, deduplicated
from chalicelib.engines.wire import failures, http, market
from chalicelib.engines.wire.way import Way, WebSearch
from chalicelib.usecases.ports.engines import Answer, Question

_MAX_TOKENS = 8192
_MAX_SEARCHES = 5
_MAX_TURNS = 6
"""A turn is paused after ten or so of the platform's own steps; more turns than these are a model that runs in circles."""
_ASIDE = {"text", "thinking", "redacted_thinking"}


class AnthropicEngine:
    """Goes on after `pause_turn` within the question's time, which `monotonic` measures in seconds."""

    def __init__(self, way: Way, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._way = way
        self._monotonic = monotonic

    def ask(self, question: Question) -> Answer:
        """One request, and one more for each time that the platform pauses; see `Engine`."""
        request = _request(self._way, question)
        end = self._monotonic() + question.timeout
        turns: list[dict[str, Any]] = []
        while not turns or (turns[-1].get("stop_reason") == "pause_turn" and len(turns) < _MAX_TURNS):
            if turns:
                request["messages"] = [request["messages"][0], {"role": "assistant", "content": _content(turns)}]
            if (left := end - self._monotonic()) <= 0:
                raise failures.timed_out()
            turns.append(self._turn(request, left))
        return parse(*turns)

    def _turn(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        key = self._way.key()
        client = anthropic.Anthropic(
            api_key=key, base_url=self._way.endpoint, timeout=http.timeout(seconds), max_retries=0, http_client=http.client()
        )
        try:
            response = client.messages.with_raw_response.create(**request).http_response
        except anthropic.APITimeoutError:
            condition: failures.Condition = failures.timed_out()
        except anthropic.APIConnectionError:
            condition = failures.away()
        except anthropic.APIStatusError as error:
            condition = failures.of_response(error.response, key=key)
        else:
            return http.body_of(response, key=key)
        raise condition


def build(way: Way) -> AnthropicEngine:
    """The engine of a platform that is asked this way."""
    return AnthropicEngine(way)


def _request(way: Way, question: Question) -> dict[str, Any]:
    searches = way.web_search is not WebSearch.OFF
    request: dict[str, Any] = {
        "model": way.model,
        "max_tokens": _MAX_TOKENS,
        "system": market.instructions(question, has_location_field=searches),
        "messages": [{"role": "user", "content": question.prompt}],
    }
    if searches:
        tool = {"type": "web_search_20250305", "name": "web_search", "max_uses": _MAX_SEARCHES}
        request["tools"] = [tool | {"user_location": market.approximate_location(question)}]
    return request


def parse(*turns: dict[str, Any]) -> Answer:
    """The answer in the bodies of all turns: the text after the last search, its blocks joined without a separator.

    What is said before a search ("Let me look that up") is not the answer. Cited is what those blocks cite.
    """
    last = turns[-1]
    blocks = _last_texts(_content(list(turns)))
    text = "".join(block.get("text") or "" for block in blocks).strip()
    if last.get("stop_reason") == "refusal":
        raise failures.refused("refusal")
    if not text or last.get("stop_reason") == "pause_turn":
        raise failures.empty()
    usages = [turn.get("usage") or {} for turn in turns]
    return Answer(
        text,
        str(last.get("model", "")),
        deduplicated(_citations(blocks)),
        sum(usage.get("input_tokens") or 0 for usage in usages),
        sum(usage.get("output_tokens") or 0 for usage in usages),
    )


def _content(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [block for turn in turns for block in turn.get("content") or []]


def _last_texts(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    texts: list[dict[str, Any]] = []
    has_searched = False
    for block in blocks:
        if block.get("type") == "text":
            texts = [block] if has_searched else [*texts, block]
            has_searched = False
        elif block.get("type") not in _ASIDE:
            has_searched = True
    return texts


def _citations(blocks: list[dict[str, Any]]) -> Iterator[Citation]:
    for block in blocks:
        for citation in block.get("citations") or []:
            if citation.get("type") == "web_search_result_location":
                yield Citation.of(citation["url"], citation.get("title"))
