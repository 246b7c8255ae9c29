import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib import engines
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.engines.recorded import RecordedEngine
from chalicelib.usecases.ports.engines import Question

FILE = Path(engines.__file__).parent / "recorded_answers.json"


@pytest.fixture(scope="module")
def recorded() -> dict[str, dict[str, Any]]:
    answers: dict[str, dict[str, Any]] = json.loads(FILE.read_text("utf-8"))["answers"]
    return answers


def test_every_prompt_on_every_platform_is_answered_and_marked_as_a_sample(question: Question) -> None:
    engine = RecordedEngine()
    for platform in AiPlatform:
        for number in range(40):
            answer = engine.ask(replace(question, platform=platform, prompt=f"Question {number}? ¿Qué café? 咖啡"))
            assert answer.text
            assert answer.is_recorded_sample


def test_an_exact_prompt_gets_its_own_answer(question: Question, recorded: dict[str, dict[str, Any]]) -> None:
    for platform, answers in recorded.items():
        for prompt, expected in answers.items():
            answer = RecordedEngine().ask(replace(question, platform=AiPlatform(platform), prompt=prompt))
            assert (answer.text, answer.model) == (expected["text"], expected["model"])


def test_the_same_question_gets_the_same_answer_and_platforms_differ(question: Question) -> None:
    def texts() -> list[str]:
        return [RecordedEngine().ask(replace(question, platform=platform, prompt="Anything?")).text for platform in AiPlatform]

    assert texts() == texts()
    assert len(set(texts())) > 4


def test_other_prompts_spread_over_the_answers(question: Question) -> None:
    prompts = [replace(question, prompt=f"Question {number}") for number in range(100)]
    assert len({RecordedEngine().ask(prompt).text for prompt in prompts}) > 15


def test_the_recording_covers_all_platforms_with_the_same_prompts(recorded: dict[str, dict[str, Any]]) -> None:
    assert set(recorded) == set(AiPlatform)
    assert len({tuple(answers) for answers in recorded.values()}) == 1
    assert len(recorded["chatgpt"]) == 25


def test_the_recording_names_nobody_that_exists(recorded: dict[str, dict[str, Any]]) -> None:
    cited = [source["url"] for answers in recorded.values() for answer in answers.values() for source in answer["citations"]]
    assert len(cited) > 200
    assert all(url.split("/")[2].endswith(".example") for url in cited)


def test_the_recording_is_worth_a_report(recorded: dict[str, dict[str, Any]]) -> None:
    texts = [answer["text"] for answers in recorded.values() for answer in answers.values()]
    with_acme = sum("Acme Coffee" in text for text in texts)
    assert 0.3 < with_acme / len(texts) < 0.8
    assert "".join(texts).count("Blue Anchor") > 40
