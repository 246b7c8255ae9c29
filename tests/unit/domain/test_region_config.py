from datetime import UTC, datetime

import pytest

from chalicelib.domain.ai_platform import DEFAULT_AI_PLATFORMS
from chalicelib.domain.region_config import NothingToAsk, RegionConfig, nothing_to_ask


def config(*, is_active: bool = True, prompts: int = 3) -> RegionConfig:
    made_at = datetime(2026, 3, 1, tzinfo=UTC)
    return RegionConfig(
        "config-1", "acme", "brand-1", None, "Germany", "DE", "German", None, DEFAULT_AI_PLATFORMS, is_active, made_at, made_at, prompts
    )


@pytest.mark.parametrize(
    ("configs", "why"),
    [
        ([], NothingToAsk.NO_ACTIVE_REGION_CONFIGS),
        ([config(is_active=False)], NothingToAsk.NO_ACTIVE_REGION_CONFIGS),
        ([config(prompts=0)], NothingToAsk.NO_ENABLED_PROMPTS),
        ([config(prompts=0), config(is_active=False)], NothingToAsk.NO_ENABLED_PROMPTS),
        ([config(prompts=0), config()], None),
    ],
)
def test_a_run_asks_where_an_active_config_has_an_enabled_prompt(configs: list[RegionConfig], why: NothingToAsk | None) -> None:
    assert nothing_to_ask(configs) is why


def test_each_reason_has_the_contracts_code_and_a_sentence() -> None:
    assert [reason.value for reason in NothingToAsk] == ["no_active_region_configs", "no_enabled_prompts"]
    assert all(reason.message for reason in NothingToAsk)
