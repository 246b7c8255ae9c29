"""List a region config's prompts, whole."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.prompt import Prompt
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.read_region_config import ReadRegionConfig


@dataclass(frozen=True, slots=True)
class ListPrompts:
    """The use case, with what it depends on."""

    prompts: Prompts
    read_config: ReadRegionConfig

    def __call__(self, caller: Caller, region_config_id: str) -> tuple[Prompt, ...]:
        """The prompts, newest first, those of one call in its order; `NotFound` for the config."""
        config = self.read_config(caller, region_config_id)
        return self.prompts.of_config(config.organization_id, config.id)
