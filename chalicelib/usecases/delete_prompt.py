"""Delete a prompt. What it was answered stays in the reports."""

from dataclasses import dataclass, replace

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import NotFound
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class DeletePrompt:
    """The use case, with what it depends on."""

    prompts: Prompts
    read_config: ReadRegionConfig

    def __call__(self, caller: Caller, region_config_id: str, prompt_id: str) -> None:
        """Remove the prompt, and count its config's anew; `NotFound` for the config or the prompt."""

        def attempt() -> None:
            config = self.read_config(caller, region_config_id)
            prompt = self.prompts.get(config.organization_id, config.id, prompt_id) if ids.is_uuid(prompt_id) else None
            if prompt is None:
                raise NotFound("prompt")
            count = config.prompts_count - (not prompt.disabled)
            counted = replace(config, prompts_count=count, prompts_version=config.prompts_version + 1)
            self.prompts.change(counted, removed=[prompt.id])

        settled(attempt, "the region config")
