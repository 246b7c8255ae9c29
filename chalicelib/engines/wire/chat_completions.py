"""The Chat Completions API, which most servers of models speak: https://developers.openai.com/api/reference/resources/chat."""

import re
from collections.abc import Iterator
from typing import Any

import openai

from chalicelib.domain.citation import Citation, deduplicated
from chalicelib.engines.wire import failures, openai_sdk
from chalicelib.engines.wire.way import Way
from chalicelib.usecases.ports.engines import Answer, Question

_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.S)
"""Reasoning models of Perplexity and of many open servers think aloud at the head of the answer."""


def asked(way: Way, question: Question, system: str, **extra_body: Any) -> dict[str, Any]:
    """The body that answers one question; `extra_body` are a vendor's own fields."""
    messages: Any = [{"role": "system", "content": system}, {"role": "user", "content": question.prompt}]

    def create(client: openai.OpenAI) -> Any:
        return client.chat.completions.with_raw_response.create(model=way.model, messages=messages, extra_body=extra_body or None)

    return openai_sdk.body(way, question.timeout, create)


def parse(body: dict[str, Any]) -> Answer:
    """Cited is what `annotations` name. Some servers answer 200 and an `error` with the status within."""
    if error := body.get("error"):
        status = error.get("code") if isinstance(error, dict) else None
        raise failures.of_status(status if isinstance(status, int) else 502, {}, body, key="")
    choice = (body.get("choices") or [{}])[0]
    message = choice.get("message") or {}
    text = _THOUGHTS.sub("", _text(message.get("content"))).strip()
    if not text:
        is_refused = message.get("refusal") or choice.get("finish_reason") == "content_filter"
        raise failures.refused("refusal" if message.get("refusal") else "content_filter") if is_refused else failures.empty()
    usage = body.get("usage") or {}
    citations = deduplicated(_annotated(message.get("annotations") or []))
    return Answer(text, str(body.get("model", "")), citations, usage.get("prompt_tokens"), usage.get("completion_tokens"))


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict) and part.get("type") == "text")
    return str(content or "")


def _annotated(annotations: list[dict[str, Any]]) -> Iterator[Citation]:
    for annotation in annotations:
        cited = annotation.get("url_citation") or {}
        if annotation.get("type") == "url_citation" and cited.get("url"):
            yield Citation.of(cited["url"], cited.get("title"))
