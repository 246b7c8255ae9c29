"""Port: where the prompts of region configs are kept."""

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.prompt import Prompt
from chalicelib.domain.region_config import RegionConfig


class Prompts(Protocol):
    """Prompts by region config. Every change of one is a change of its config's revision, so that none is made unseen."""

    def get(self, organization_id: str, region_config_id: str, prompt_id: str) -> Prompt | None:
        """The prompt, or None."""
        ...

    def of_config(self, organization_id: str, region_config_id: str) -> tuple[Prompt, ...]:
        """The config's prompts, whole, newest first; those of one call in its order."""
        ...

    def change(self, config: RegionConfig, *, stored: Iterable[Prompt] = (), removed: Iterable[str] = ()) -> RegionConfig:
        """Store and remove prompts, and their config's counts: all or nothing. Answers with the config's next revision.

        `config` is the one that was read, with `prompts_count` and `prompts_version` as they will be. `Stale` where it or its
        prompts changed since, or it is gone.
        """
        ...
