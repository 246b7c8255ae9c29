"""The Responses API, which OpenAI began and xAI and Azure speak too: https://developers.openai.com/api/docs/guides/tools-web-search."""

from collections.abc import Iterator
from typing import Any

import openai

from chalicelib.domain.citation import Citation, deduplicated
from chalicelib.engines.wire import failures, market, openai_sdk
from chalicelib.engines.wire.way import Way, WebSearch
from chalicelib.usecases.ports.engines import Answer, AskLater, Question

_TRY_AGAIN = {"server_error", "rate_limit_exceeded"}
_MARKER_BRACKETS = {"(": ")", "[": ")"}


class ResponsesEngine:
    """Asks with the web search tool; `ALWAYS` obliges the model to use it."""

    def __init__(self, way: Way) -> None:
        self._way = way

    def ask(self, question: Question) -> Answer:
        """One request; see `Engine`."""
        request = _request(self._way, question)

        def create(client: openai.OpenAI) -> Any:
            return client.responses.with_raw_response.create(**request)

        return parse(openai_sdk.body(self._way, question.timeout, create))


def _request(way: Way, question: Question) -> dict[str, Any]:
    """Instructions go in as a system message: xAI knows no `instructions`."""
    searches = way.web_search is not WebSearch.OFF
    request: dict[str, Any] = {
        "model": way.model,
        "input": [
            {"role": "system", "content": market.instructions(question, has_location_field=searches)},
            {"role": "user", "content": question.prompt},
        ],
        "store": False,
    }
    if searches:
        request["tools"] = [{"type": "web_search", "user_location": market.approximate_location(question)}]
        request["tool_choice"] = "required" if way.web_search is WebSearch.ALWAYS else "auto"
    return request


def parse(body: dict[str, Any]) -> Answer:
    """The answer is what is said after the last search; `action.sources` of a search were read, not cited."""
    _raise_for_state(body)
    parts = [part for message in _last_messages(body.get("output") or []) for part in message.get("content") or []]
    texts = [part for part in parts if part.get("type") == "output_text"]
    text = "".join(_without_markers(part) for part in texts).strip()
    if not text:
        raise _no_text(body, parts)
    usage = body.get("usage") or {}
    return Answer(text, str(body.get("model", "")), deduplicated(_citations(texts)), usage.get("input_tokens"), usage.get("output_tokens"))


def _raise_for_state(body: dict[str, Any]) -> None:
    error = body.get("error")
    if body.get("status") == "failed" or error:
        code = str((error or {}).get("code", "failed"))
        if code in _TRY_AGAIN:
            raise AskLater(None, f"The platform could not finish its answer ({code})")
        raise failures.refused(code)


def _no_text(body: dict[str, Any], parts: list[dict[str, Any]]) -> Exception:
    if any(part.get("type") == "refusal" for part in parts):
        return failures.refused("refusal")
    reason = (body.get("incomplete_details") or {}).get("reason")
    return failures.refused(str(reason)) if reason == "content_filter" else failures.empty()


def _last_messages(output: list[dict[str, Any]]) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    has_searched = False
    for item in output:
        if item.get("type") == "message" and item.get("phase") != "commentary":
            messages = [item] if has_searched else [*messages, item]
            has_searched = False
        elif str(item.get("type", "")).endswith("_call"):
            has_searched = True
    return messages


def _citations(texts: list[dict[str, Any]]) -> Iterator[Citation]:
    for part in texts:
        for annotation in part.get("annotations") or []:
            if annotation.get("type") == "url_citation":
                yield Citation.of(annotation["url"], annotation.get("title"))


def _without_markers(part: dict[str, Any]) -> str:
    """An annotation spans its whole marker, `([domain](url))` or `[title](url)`: a source's name there is no mention of it.

    Spans that hold anything else, or overlap, are left alone: what they cover is then the answer's own words.
    """
    text: str = part.get("text") or ""
    for annotation in sorted(part.get("annotations") or [], key=lambda annotation: annotation.get("start_index") or 0, reverse=True):
        start, end = annotation.get("start_index"), annotation.get("end_index")
        if isinstance(start, int) and isinstance(end, int) and _is_marker(text[start:end], str(annotation.get("url"))):
            text = text[:start].rstrip(" ") + text[end:]
    return text


def _is_marker(span: str, url: str) -> bool:
    return bool(span) and span[-1] == _MARKER_BRACKETS.get(span[0]) and f"]({url})" in span
