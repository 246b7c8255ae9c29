"""Response bodies of the vendors: real ones from ../shared/data/responses, and the same with another answer in them.

SerpApi's and Bedrock's are not among the real ones; theirs are in the shape that their documentation shows.
"""

import json
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[4] / "shared" / "data" / "responses"
type Source = tuple[str, str]
"""A cited page: its URL and its title."""


def is_there() -> bool:
    return DATA.is_dir()


def real(path: str) -> dict[str, Any]:
    """A body as its vendor sent it: `real("openai/pydantic_responses_annotation_single.json")`."""
    body: dict[str, Any] = json.loads((DATA / path).read_text("utf-8"))
    return body


def stream(path: str) -> list[dict[str, Any]]:
    """The events of a recorded stream, in their order."""
    return [json.loads(line) for line in (DATA / path).read_text("utf-8").splitlines() if line.strip()]


def openai(text: str, sources: Sequence[Source] = ()) -> dict[str, Any]:
    """OpenAI prints each source as `([domain](url))` and annotates the whole marker."""
    body = real("openai/pydantic_responses_annotation_single.json")
    message = body["output"][-1]["content"][0]
    note = message["annotations"][0]
    notes = []
    for url, title in sources:
        tagged = f"{url}?utm_source=openai"
        marker = f"([{url.split('/')[2]}]({tagged}))"
        start = len(text) + 1
        text = f"{text} {marker}"
        notes.append(note | {"url": tagged, "title": title, "start_index": start, "end_index": start + len(marker)})
    message.update(text=text, annotations=notes)
    return body


def xai(text: str, sources: Sequence[Source] = ()) -> dict[str, Any]:
    body = real("xai/vercel_responses_web_search.json")
    body["output"][-1]["content"][0].update(text=text, annotations=[{"type": "url_citation", "url": url} for url, _ in sources])
    return body


def anthropic(text: str, sources: Sequence[Source] = ()) -> dict[str, Any]:
    """The text before the search stays in front of the answer's blocks."""
    body = real("anthropic/pydantic_messages_text_before_search.json")
    before = body["content"][:3]
    cited = [
        {"type": "web_search_result_location", "url": url, "title": title, "cited_text": text[:80], "encrypted_index": "x"}
        for url, title in sources
    ]
    return body | {"content": [*before, {"type": "text", "text": text, "citations": cited}]}


def paused_then(text: str, sources: Sequence[Source] = ()) -> list[dict[str, Any]]:
    """Two bodies: a turn that the platform paused, and the one that goes on and ends."""
    second = real("anthropic/pydantic_messages_pause_turn_2.json")
    end = anthropic(text, sources)["content"][-1]
    return [real("anthropic/pydantic_messages_pause_turn_1.json"), second | {"content": [second["content"][0], end]}]


def perplexity(text: str, sources: Sequence[Source] = ()) -> dict[str, Any]:
    """All sources are marked, and one more was only read."""
    body = real("perplexity/vercel_sonar_citations.json")
    body["citations"] = [*(url for url, _ in sources), "https://read.example/only"]
    body["search_results"] = [{"url": url, "title": title} for url, title in sources]
    body["choices"][0]["message"]["content"] = text + "".join(f"[{number}]" for number in range(1, len(sources) + 1))
    return body


def compatible(text: str, sources: Sequence[Source] = ()) -> dict[str, Any]:
    body = real("openrouter/pydantic_chat_completions_annotations.json")
    notes = [
        {"type": "url_citation", "url_citation": {"url": url, "title": title, "start_index": 0, "end_index": 0}} for url, title in sources
    ]
    body["choices"][0]["message"].update(content=text, annotations=notes)
    return body


def gemini(text: str, sources: Sequence[Source] = ()) -> dict[str, Any]:
    """URLs are redirects, titles are domains, `startIndex` 0 is left out, and offsets are bytes."""
    body = real("gemini/pydantic_generatecontent_google_search_2.json")
    candidate = body["candidates"][0]
    redirect = candidate["groundingMetadata"]["groundingChunks"][0]["web"]["uri"]
    chunks = [{"web": {"uri": f"{redirect}{number}", "title": url.split("/")[2]}} for number, (url, _) in enumerate(sources)]
    segment = {"endIndex": len(text.encode()), "text": text}
    supports = [{"segment": segment, "groundingChunkIndices": list(range(len(chunks)))}] if chunks else []
    candidate["content"]["parts"] = [{"text": text}]
    candidate["groundingMetadata"] |= {"groundingChunks": chunks, "groundingSupports": supports}
    return body


def interactions(text: str, sources: Sequence[Source] = ()) -> dict[str, Any]:
    body = real("gemini/vercel_interactions_google_search.json")
    output = body["steps"][1]["content"][0]
    note = output["annotations"][0]
    output.update(
        text=text, annotations=[note | {"url": note["url"] + str(n), "title": url.split("/")[2]} for n, (url, _) in enumerate(sources)]
    )
    return body


def serpapi(text: str, sources: Sequence[Source] = ()) -> dict[str, Any]:
    """A results page with its overview on it."""
    references = [
        {"title": title, "link": url, "snippet": text[:60], "source": url.split("/")[2], "index": number}
        for number, (url, title) in enumerate(sources)
    ]
    return {
        "search_metadata": {"id": "66f1", "status": "Success"},
        "search_parameters": {"engine": "google", "q": "…"},
        "ai_overview": {
            "text_blocks": [{"type": "paragraph", "snippet": text, "reference_indexes": list(range(len(sources)))}],
            "references": references,
        },
        "organic_results": [{"position": 1, "title": "A page that was found", "link": "https://found.example/"}],
    }


def serpapi_in_two(text: str, sources: Sequence[Source] = ()) -> list[dict[str, Any]]:
    """Two bodies: a results page whose overview comes later, and the overview."""
    page = serpapi(text, sources)
    first = deepcopy(page) | {
        "ai_overview": {"page_token": "KIVu-token", "serpapi_link": "https://serpapi.com/search.json?engine=google_ai_overview"}
    }
    return [first, {"search_metadata": {"status": "Success"}, "ai_overview": page["ai_overview"]}]


def serpapi_without_overview() -> dict[str, Any]:
    page = serpapi("")
    del page["ai_overview"]
    return page


def bedrock(text: str, _sources: Sequence[Source] = ()) -> dict[str, Any]:
    return {
        "output": {"message": {"role": "assistant", "content": [{"text": text}]}},
        "stopReason": "end_turn",
        "usage": {"inputTokens": 21, "outputTokens": 34, "totalTokens": 55},
        "metrics": {"latencyMs": 812},
    }
