"""Gemini's generateContent with Google Search grounding: https://ai.google.dev/gemini-api/docs/google-search."""

from typing import Any
from urllib.parse import quote

from chalicelib.domain.citation import Citation, deduplicated
from chalicelib.engines.wire import failures, grounding, http, market
from chalicelib.engines.wire.way import Way, WebSearch
from chalicelib.usecases.ports.engines import Answer, Question

_REFUSALS = {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE"}


class GeminiEngine:
    """Its search takes coordinates at most, no names, so the instructions say the place."""

    def __init__(self, way: Way) -> None:
        self._way = way

    def ask(self, question: Question) -> Answer:
        """One request; see `Engine`."""
        key = self._way.key()
        request = http.client().build_request(
            "POST",
            f"{self._way.endpoint.rstrip('/')}/models/{quote(self._way.model, safe='')}:generateContent",
            headers={"x-goog-api-key": key},
            json=_request(self._way, question),
            timeout=http.timeout(question.timeout),
        )
        return parse(http.send(request, key=key))


def build(way: Way) -> GeminiEngine:
    """The engine of a platform that is asked this way."""
    return GeminiEngine(way)


def _request(way: Way, question: Question) -> dict[str, Any]:
    body: dict[str, Any] = {
        "systemInstruction": {"parts": [{"text": market.instructions(question, has_location_field=False)}]},
        "contents": [{"role": "user", "parts": [{"text": question.prompt}]}],
    }
    if way.web_search is not WebSearch.OFF:
        body["tools"] = [{"google_search": {}}]
    return body


def parse(body: dict[str, Any]) -> Answer:
    """The text of all parts but thoughts. Cited are the chunks that support a segment of it; the others were only read."""
    candidate = (body.get("candidates") or [{}])[0]
    parts = (candidate.get("content") or {}).get("parts") or []
    text = "".join(part.get("text") or "" for part in parts if not part.get("thought")).strip()
    if not text:
        raise _no_text(body, candidate)
    usage = body.get("usageMetadata") or {}
    return Answer(
        text,
        str(body.get("modelVersion", "")),
        deduplicated(_citations(candidate.get("groundingMetadata") or {})),
        usage.get("promptTokenCount"),
        usage.get("candidatesTokenCount"),
    )


def _no_text(body: dict[str, Any], candidate: dict[str, Any]) -> Exception:
    blocked = (body.get("promptFeedback") or {}).get("blockReason") or candidate.get("finishReason")
    is_refusal = bool((body.get("promptFeedback") or {}).get("blockReason")) or blocked in _REFUSALS
    return failures.refused(str(blocked)) if is_refusal else failures.empty()


def _citations(metadata: dict[str, Any]) -> list[Citation]:
    chunks = metadata.get("groundingChunks") or []
    cited = [index for support in metadata.get("groundingSupports") or [] for index in support.get("groundingChunkIndices") or []]
    pages = [chunks[index].get("web") or {} for index in cited if index < len(chunks)]
    return [grounding.citation(page["uri"], page.get("title"), page.get("domain")) for page in pages if page.get("uri")]
