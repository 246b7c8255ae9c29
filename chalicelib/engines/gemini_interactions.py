"""Gemini's Interactions API with Google Search, the newer way of asking it: https://ai.google.dev/gemini-api/docs/interactions."""

from typing import Any

from chalicelib.domain.citation import deduplicated
from chalicelib.engines.wire import failures, grounding, http, market
from chalicelib.engines.wire.way import Way, WebSearch
from chalicelib.usecases.ports.engines import Answer, AskLater, Question

_REVISION = "2026-05-20"
"""The revision of the API whose answers are `steps`."""


class InteractionsEngine:
    """Asks without keeping the interaction at Google."""

    def __init__(self, way: Way) -> None:
        self._way = way

    def ask(self, question: Question) -> Answer:
        """One request; see `Engine`."""
        key = self._way.key()
        request = http.client().build_request(
            "POST",
            f"{self._way.endpoint.rstrip('/')}/interactions",
            headers={"x-goog-api-key": key, "Api-Revision": _REVISION},
            json=_request(self._way, question),
            timeout=http.timeout(question.timeout),
        )
        return parse(http.send(request, key=key))


def build(way: Way) -> InteractionsEngine:
    """The engine of a platform that is asked this way."""
    return InteractionsEngine(way)


def _request(way: Way, question: Question) -> dict[str, Any]:
    instruction = market.instructions(question, has_location_field=False)
    body: dict[str, Any] = {"model": way.model, "input": question.prompt, "system_instruction": instruction, "store": False}
    return body if way.web_search is WebSearch.OFF else body | {"tools": [{"type": "google_search"}]}


def parse(body: dict[str, Any]) -> Answer:
    """The text of the model's output, and the pages that annotate it, each once."""
    contents = [part for step in body.get("steps") or [] if step.get("type") == "model_output" for part in step.get("content") or []]
    texts = [part for part in contents if part.get("type") == "text"]
    text = "".join(part.get("text") or "" for part in texts).strip()
    if not text:
        raise AskLater(None, "The platform could not finish its answer") if body.get("status") == "failed" else failures.empty()
    notes = [note for part in texts for note in part.get("annotations") or [] if note.get("type") == "url_citation" and note.get("url")]
    usage = body.get("usage") or {}
    return Answer(
        text,
        str(body.get("model", "")),
        deduplicated(grounding.citation(note["url"], note.get("title")) for note in notes),
        usage.get("total_input_tokens"),
        usage.get("total_output_tokens"),
    )
