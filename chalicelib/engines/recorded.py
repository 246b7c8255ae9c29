"""Recorded sample answers, which ship with the project: no provider, no key, no network. Refused on a deployed stage."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.domain.citation import Citation, deduplicated
from chalicelib.engines.wire.way import Way
from chalicelib.usecases.ports.engines import Answer, AskFailed, Question

FILE = Path(__file__).parent / "recorded_answers.json"


class RecordedEngine:
    """Answers every prompt on every platform, and the same each time."""

    def ask(self, question: Question) -> Answer:
        """The answer recorded for exactly this prompt on this platform; otherwise the platform's answer at hash(prompt, platform)."""
        answers = _answers().get(question.platform)
        if not answers:
            raise AskFailed("platform_not_configured", f"No sample answers are recorded for {question.platform.value}")
        return _answer(answers.get(question.prompt) or list(answers.values())[_place(question) % len(answers)])


def build(way: Way) -> RecordedEngine:  # noqa: ARG001 - of what an operator configures, a recording needs nothing
    """The engine of a platform that is asked this way."""
    return RecordedEngine()


def _place(question: Question) -> int:
    return int.from_bytes(hashlib.sha256(f"{question.platform}\n{question.prompt}".encode()).digest()[:8])


@cache
def _answers() -> dict[str, dict[str, dict[str, Any]]]:
    """Platform → prompt → what was recorded."""
    recorded: dict[str, dict[str, dict[str, Any]]] = json.loads(FILE.read_text("utf-8"))["answers"]
    return recorded


def _answer(recorded: dict[str, Any]) -> Answer:
    citations = deduplicated(Citation.of(source["url"], source.get("title")) for source in recorded["citations"])
    return Answer(recorded["text"], recorded["model"], citations, is_recorded_sample=True)
