"""Google AI Overviews, through a SERP API that answers in SerpApi's shape: https://serpapi.com/ai-overview."""

import time
from collections.abc import Callable
from typing import Any

from chalicelib.domain.citation import Citation, deduplicated
from chalicelib.engines.wire import failures, http, market, overview
from chalicelib.engines.wire.way import Way
from chalicelib.usecases.ports.engines import Answer, AskFailed, AskLater, Question


class AiOverviewsEngine:
    """Searches Google as one would in the market, and asks a second time where Google loads its overview late.

    `monotonic` measures the question's time, in seconds, over both requests.
    """

    def __init__(self, way: Way, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._way = way
        self._monotonic = monotonic

    def ask(self, question: Question) -> Answer:
        """One request, or two; see `Engine`. A page without an overview is `AskFailed` (`no_ai_overview`)."""
        end = self._monotonic() + question.timeout
        page = self._get(_search(question), question.timeout)
        found = page.get("ai_overview") or {}
        if token := found.get("page_token"):  # valid for some minutes: not for the queue
            left = end - self._monotonic()
            if left <= 0:
                raise failures.timed_out()
            page = self._get({"engine": "google_ai_overview", "page_token": token}, left)
        return parse(page, self._way.model)

    def _get(self, params: dict[str, str], seconds: float) -> dict[str, Any]:
        key = self._way.key()
        request = http.client().build_request(
            "GET", self._way.endpoint, params=params | {"api_key": key, "output": "json"}, timeout=http.timeout(seconds)
        )
        return http.send(request, key=key)


def build(way: Way) -> AiOverviewsEngine:
    """The engine of a platform that is asked this way."""
    return AiOverviewsEngine(way)


def _search(question: Question) -> dict[str, str]:
    fields = {"engine": "google", "q": question.prompt, "no_cache": "true"}
    if code := market.country_code(question.country, question.language):
        fields["gl"] = code.lower()
    if language := market.language_code(question.language):
        fields["hl"] = language
    if place := market.place(question):
        fields["location"] = place
    return fields


def parse(page: dict[str, Any], model: str) -> Answer:
    """The overview of a results page, or of the second request. Cited are the references that Google prints beside it."""
    if (page.get("search_metadata") or {}).get("status") == "Error":
        raise AskLater(None, "The search could not be finished")
    found = page.get("ai_overview") or {}
    text = overview.markdown(found.get("text_blocks") or [])
    if not text:
        raise AskFailed("no_ai_overview", "Google showed no AI Overview for this search")
    references = sorted(found.get("references") or [], key=lambda reference: reference.get("index") or 0)
    citations = (Citation.of(reference["link"], reference.get("title")) for reference in references if reference.get("link"))
    return Answer(text, model, deduplicated(citations))
