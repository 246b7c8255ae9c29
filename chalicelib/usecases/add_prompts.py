"""Add prompts to a region config: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain import ids
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Conflict
from chalicelib.domain.prompt import MAX_PROMPTS, Prompt
from chalicelib.domain.region_config import RegionConfig
from chalicelib.usecases.ports.prompts import Prompts
from chalicelib.usecases.read_region_config import ReadRegionConfig
from chalicelib.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class NewPrompt:
    """What a caller says of a new prompt, already of the right form."""

    prompt_text: str
    category: str


@dataclass(frozen=True, slots=True)
class AddPrompts:
    """The use case, with what it depends on."""

    prompts: Prompts
    read_config: ReadRegionConfig
    clock: Clock
    random: ids.RandomBytes

    def __call__(self, caller: Caller, region_config_id: str, wanted: Sequence[NewPrompt]) -> tuple[Prompt, ...]:
        """The new prompts, in the caller's order; `NotFound` for the config, `Conflict` where they would be too many.

        Those that an earlier attempt stored are the answer, as they are now.
        """
        now = self.clock()
        # Lists are newest first, by id: of one call's prompts the first gets the greatest id, so that they keep the caller's order.
        new_ids = sorted((ids.new_uuid(now, self.random) for _ in wanted), reverse=True)

        def attempt() -> tuple[Prompt, ...]:
            config = self.read_config(caller, region_config_id)
            there = self.prompts.of_config(config.organization_id, config.id)
            if stored := tuple(prompt for prompt in there if prompt.id in new_ids):
                return stored
            held = len(there)
            if held + len(wanted) > MAX_PROMPTS:
                raise Conflict(f"A region config has at most {MAX_PROMPTS} prompts; this one has {held}", {"limit": MAX_PROMPTS})
            made = _made(config, wanted, new_ids, now)
            counted = replace(config, prompts_count=config.prompts_count + len(made), prompts_version=config.prompts_version + 1)
            self.prompts.change(counted, stored=made)
            return made

        return settled(attempt, "the region config")


def _made(config: RegionConfig, wanted: Sequence[NewPrompt], new_ids: Sequence[str], now: datetime) -> tuple[Prompt, ...]:
    return tuple(
        Prompt(
            id=prompt_id,
            organization_id=config.organization_id,
            region_config_id=config.id,
            prompt_text=new.prompt_text,
            category=new.category,
            disabled=False,
            created_at=now,
            updated_at=now,
        )
        for prompt_id, new in zip(new_ids, wanted, strict=True)
    )
