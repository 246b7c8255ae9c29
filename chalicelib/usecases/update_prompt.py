"""Update a prompt: what is named changes, the rest stays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import NotFound
from chalicelib.domain.prompt import Prompt
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class UpdatePrompt:
    """The use case, with what it depends on."""

    prompts: Prompts
    read_config: ReadRegionConfig
    clock: Clock

    def __call__(self, caller: Caller, region_config_id: str, prompt_id: str, changes: Mapping[str, Any]) -> Prompt:
        """The prompt with these fields changed, and its config's counts with it; nothing is written where nothing changes."""

        def attempt() -> Prompt:
            config = self.read_config(caller, region_config_id)
            prompt = self.prompts.get(config.organization_id, config.id, prompt_id) if ids.is_uuid(prompt_id) else None
            if prompt is None:
                raise NotFound("prompt")
            changed = replace(prompt, **changes)
            if changed == prompt:
                return prompt
            saved = replace(changed, updated_at=self.clock(), revision=prompt.revision + 1)
            count = config.prompts_count + prompt.disabled - saved.disabled
            self.prompts.change(replace(config, prompts_count=count, prompts_version=config.prompts_version + 1), stored=[saved])
            return saved

        return settled(attempt, "the region config")
