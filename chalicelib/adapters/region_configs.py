"""Region configs in DynamoDB. A schedule's membership item has the ids of its configs: the cap and the brand are its conditions.

A config moves in one transaction with the memberships that it leaves and joins, so that of two who race for a schedule's last place
one gets it. What ends of runs write (`last_run_*`) is left alone by callers' writes, as on schedules.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.adapters import brands, keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.filtered_pages import ReadPage, filtered_page, is_in
from chalicelib.adapters.last_runs import LAST_RUN, record_last_run
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.writes import Write
from chalicelib.domain.errors import AlreadyMade, KnownCondition, Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.region_config import MAX_REGION_CONFIGS, RegionConfig
from chalicelib.usecases.ports.region_configs import NoSuchSchedule, RegionConfigFilter, ScheduleIsFull
from chalicelib.usecases.ports.scheduled_reports import LastRun

_HAS_PLACE = "brand_id = :brand_id AND (attribute_not_exists(config_ids) OR size(config_ids) < :places OR contains(config_ids, :config_id))"


class _NoPlace(Exception):
    """The membership's condition did not hold: the schedule is gone, or another brand's, or full."""


class DynamoRegionConfigs:
    """The port `RegionConfigs` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, config: RegionConfig) -> None:
        """Store a new config, and let it join its brand and its schedule."""
        create = (writes.create(_item(config)), AlreadyMade)
        self._commit(config, [create, *brands.join_writes(*_in_brand(config)), *self._join(config)])

    def get(self, organization_id: str, region_config_id: str) -> RegionConfig | None:
        """The config, or None."""
        item = self._table.get(keys.region_config(organization_id, region_config_id))
        return from_stored(RegionConfig, item) if item else None

    def of_schedule(self, organization_id: str, scheduled_report_id: str) -> tuple[RegionConfig, ...]:
        """The configs on a schedule: its membership, then one batch of reads."""
        items = self._items_of_schedule(organization_id, scheduled_report_id)
        return tuple(from_stored(RegionConfig, item) for item in items)

    def save(self, config: RegionConfig, *, was: RegionConfig) -> RegionConfig:
        """Store the config over the one that was read, but for `last_run_*`, and move it where its schedule is another."""
        saved = replace(config, revision=was.revision + 1)
        values = {":read_revision": was.revision}
        amend = writes.amend(_item(saved), leave=LAST_RUN, condition="revision = :read_revision", values=values)
        moves = config.scheduled_report_id != was.scheduled_report_id
        self._commit(config, [(amend, Stale), *([*self._leave(was), *self._join(config)] if moves else [])])
        return saved

    def remove(self, config: RegionConfig, prompt_ids: Iterable[str]) -> None:
        """Remove the config, its prompts and its places in its brand and its schedule."""
        key = keys.region_config(config.organization_id, config.id)
        remove = (writes.delete_if(key, "revision = :read_revision", {":read_revision": config.revision}), Stale)
        prompts = [keys.prompt(config.organization_id, config.id, prompt_id) for prompt_id in prompt_ids]
        removes = [(writes.delete(prompt), Stale) for prompt in prompts]
        self._commit(config, [remove, brands.leave_write(*_in_brand(config)), *self._leave(config), *removes])

    def page(self, organization_id: str, wanted: RegionConfigFilter, *, limit: int, after: str | None) -> Listing[RegionConfig]:
        """One page: a schedule's configs are found by its membership, a brand's by its pointers, all others in the listing."""
        return filtered_page(
            self._read_page(organization_id, wanted),
            lambda item: from_stored(RegionConfig, item),
            lambda config: matches(config, wanted),
            limit,
            after,
        )

    def record_run(self, organization_id: str, region_config_id: str, run: LastRun) -> None:
        """Show a run's end on its config."""
        record_last_run(self._table, keys.region_config(organization_id, region_config_id), run)

    def _read_page(self, organization_id: str, wanted: RegionConfigFilter) -> ReadPage:
        if wanted.scheduled_report_id is not None:
            items = self._items_of_schedule(organization_id, wanted.scheduled_report_id)
            return lambda after, _limit: Listing(tuple(item for item in items if after is None or item["id"] < after))
        if wanted.brand_id is not None:
            kind = keys.CONFIGS_OF_BRAND
            key_of = lambda identity: keys.region_config(organization_id, identity)  # noqa: E731 - an argument with a name
            return brands.read_page(self._table, organization_id, wanted.brand_id, kind, key_of)
        listed = keys.region_configs_listed(organization_id)
        return lambda after, limit: self._table.listed(listed, limit=limit, after=after)

    def _items_of_schedule(self, organization_id: str, scheduled_report_id: str) -> list[Item]:
        membership = self._table.get(keys.membership(organization_id, scheduled_report_id)) or {}
        config_ids: set[str] = membership.get("config_ids", set())
        items = self._table.batch_get([keys.region_config(organization_id, config_id) for config_id in config_ids])
        return sorted(items, key=lambda item: str(item["id"]), reverse=True)

    def _join(self, config: RegionConfig) -> list[tuple[Write, type[Exception]]]:
        if config.scheduled_report_id is None:
            return []
        key = keys.membership(config.organization_id, config.scheduled_report_id)
        values = {":brand_id": config.brand_id, ":places": MAX_REGION_CONFIGS, ":config_id": config.id, ":config_ids": {config.id}}
        return [(writes.update(key, "ADD config_ids :config_ids", values, _HAS_PLACE), _NoPlace)]

    def _leave(self, config: RegionConfig) -> list[tuple[Write, type[Exception]]]:
        if config.scheduled_report_id is None:
            return []
        key = keys.membership(config.organization_id, config.scheduled_report_id)
        return [(writes.update(key, "DELETE config_ids :config_ids", {":config_ids": {config.id}}), Stale)]

    def _commit(self, config: RegionConfig, writes: list[tuple[Write, type[Exception]]]) -> None:
        try:
            self._table.commit(writes)
        except _NoPlace as no_place:
            raise self._why_no_place(config) from no_place

    def _why_no_place(self, config: RegionConfig) -> KnownCondition:
        assert config.scheduled_report_id is not None
        membership = self._table.get(keys.membership(config.organization_id, config.scheduled_report_id))
        return ScheduleIsFull() if membership and membership["brand_id"] == config.brand_id else NoSuchSchedule()


def matches(config: RegionConfig, wanted: RegionConfigFilter) -> bool:
    """Whether a list with this filter shows the config."""
    return (
        wanted.brand_id in (None, config.brand_id)
        and wanted.scheduled_report_id in (None, config.scheduled_report_id)
        and wanted.is_active in (None, config.is_active)
        and is_in(wanted.search, config.name)
    )


def _in_brand(config: RegionConfig) -> tuple[str, str, str, str]:
    return config.organization_id, config.brand_id, keys.CONFIGS_OF_BRAND, config.id


def _item(config: RegionConfig) -> Item:
    listed = {"list_pk": keys.region_configs_listed(config.organization_id), "list_sk": config.id}
    return to_stored(RegionConfig, config) | keys.region_config(config.organization_id, config.id)._asdict() | listed
