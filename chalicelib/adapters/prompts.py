"""Prompts in DynamoDB: one item each, in their config's partition, since fifty of the longest are more than an item may hold.

Every change of a prompt is one transaction with its config's item, on condition of the config's revision: what was decided from the
config and its prompts as they were read (the cap, the counts) holds when it is written.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.adapters import keys, writes
from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.writes import Write
from chalicelib.domain.errors import Stale
from chalicelib.domain.prompt import Prompt
from chalicelib.domain.region_config import RegionConfig


class DynamoPrompts:
    """The port `Prompts` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, organization_id: str, region_config_id: str, prompt_id: str) -> Prompt | None:
        """The prompt, or None."""
        item = self._table.get(keys.prompt(organization_id, region_config_id, prompt_id))
        return from_stored(Prompt, item) if item else None

    def of_config(self, organization_id: str, region_config_id: str) -> tuple[Prompt, ...]:
        """The config's prompts, newest first."""
        items = self._table.query(keys.region_config(organization_id, region_config_id).pk, keys.PROMPT)
        return tuple(from_stored(Prompt, item) for item in items)[::-1]

    def change(self, config: RegionConfig, *, stored: Iterable[Prompt] = (), removed: Iterable[str] = ()) -> RegionConfig:
        """Store and remove prompts, and their config's counts."""
        puts = [writes.put(to_stored(Prompt, prompt) | _key(prompt)._asdict()) for prompt in stored]
        deletes = [writes.delete(keys.prompt(config.organization_id, config.id, prompt_id)) for prompt_id in removed]
        self._table.commit([(write, Stale) for write in (self._count(config), *puts, *deletes)])
        return replace(config, revision=config.revision + 1)

    def _count(self, config: RegionConfig) -> Write:
        return writes.update(
            keys.region_config(config.organization_id, config.id),
            "SET prompts_count = :count, prompts_version = :version ADD revision :one",
            {":count": config.prompts_count, ":version": config.prompts_version, ":one": 1, ":read_revision": config.revision},
            "revision = :read_revision",
        )


def _key(prompt: Prompt) -> keys.Key:
    return keys.prompt(prompt.organization_id, prompt.region_config_id, prompt.id)
