import json

from chalicelib.engines import recorded
from infra.local import sample_brand


def test_the_recorded_answers_know_every_prompt_of_the_demo_on_every_platform() -> None:
    answers = json.loads(recorded.FILE.read_text("utf-8"))["answers"]
    texts = {prompt["prompt_text"] for prompt in sample_brand.PROMPTS["prompts"]}
    assert len(texts) == 12
    for platform in sample_brand.REGION_CONFIG["ai_platforms"]:
        assert texts <= set(answers[platform])
