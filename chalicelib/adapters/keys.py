"""Keys: the only file that knows how items are keyed and indexed.

Every tenant's item has its organization in its partition key. Two things have not, and no caller's input reaches them:
the lookup of an API key by its hash, and the index of what needs attention.
"""

import hashlib
from typing import NamedTuple

LISTING = "listing"
ATTENTION = "attention"
ATTENTION_SHARDS = 8


class Key(NamedTuple):
    """An item's primary key."""

    pk: str
    sk: str


def api_key(key_hash: str) -> Key:
    """An API key, found by the hash of its secret."""
    return Key(f"key#{key_hash}", "key")


def api_key_pointer(organization_id: str, key_id: str) -> Key:
    """The pointer from an API key's id to its hash: it stands in the listing, so that what counts a key's use touches no index."""
    return Key(f"org#{organization_id}#apikey#{key_id}", "apikey")


def api_keys_listed(organization_id: str) -> str:
    """The listing of an organization's API keys."""
    return f"org#{organization_id}#apikeys"


def template(organization_id: str, template_key: str) -> Key:
    """The active version of an organization's own report template."""
    return Key(f"org#{organization_id}#template#{template_key}", "template")


TEMPLATE_VERSION = "version#"


def template_version(organization_id: str, template_key: str, version: int) -> Key:
    """One version of a report template, beside the active one."""
    return Key(template(organization_id, template_key).pk, f"{TEMPLATE_VERSION}{version:08}")


def templates_listed(organization_id: str) -> str:
    """The listing of an organization's own report templates."""
    return f"org#{organization_id}#templates"


def report(organization_id: str, report_id: str) -> Key:
    """A report."""
    return Key(f"org#{organization_id}#report#{report_id}", "report")


def reports_listed(organization_id: str) -> str:
    """The listing of an organization's reports."""
    return f"org#{organization_id}#reports"


def join(organization_id: str, report_id: str) -> Key:
    """Which cells of a report are open, in the report's partition."""
    return Key(report(organization_id, report_id).pk, "join")


CELL = "cell#"


def cell(organization_id: str, report_id: str, number: int) -> Key:
    """A cell of a report, in the report's partition, by number."""
    return Key(report(organization_id, report_id).pk, f"{CELL}{number:04}")


def visibility_run(organization_id: str, report_id: str) -> Key:
    """What a visibility report measured, in the report's partition."""
    return Key(report(organization_id, report_id).pk, "run")


def visibility_runs_listed(organization_id: str, region_config_id: str) -> str:
    """The listing of a region config's measured reports."""
    return f"org#{organization_id}#config#{region_config_id}#runs"


def deletion(organization_id: str, report_id: str) -> Key:
    """What a deleted report left, in the report's partition."""
    return Key(report(organization_id, report_id).pk, "deletion")


def execution(organization_id: str, execution_id: str) -> Key:
    """An execution."""
    return Key(f"org#{organization_id}#execution#{execution_id}", "execution")


def executions_listed(organization_id: str, scheduled_report_id: str) -> str:
    """The listing of a scheduled report's executions."""
    return f"org#{organization_id}#schedule#{scheduled_report_id}#executions"


def waiting(key: Key) -> tuple[str, str, str]:
    """Back from the key of what waits (a report, an execution, a deletion): which of them it is, its organization and its id."""
    _, organization_id, _, identity = key.pk.split("#")
    return key.sk, organization_id, identity


def deduplication(organization_id: str, digest: str) -> Key:
    """The pointer from what was asked for to the report that answers it."""
    return Key(f"org#{organization_id}#dedup#{digest}", "dedup")


def attention_shard(kind: str, identity: str) -> str:
    """On which of the 8 shards of `due` or `work` a thing waits."""
    shard = hashlib.sha256(identity.encode()).digest()[0] % ATTENTION_SHARDS
    return f"{kind}#{shard}"


def attention_shards(kind: str, first: int = 0) -> list[str]:
    """All shards of `due` or `work`, from the `first`: who begins at another each time never leaves the same ones to the end."""
    return [f"{kind}#{(first + place) % ATTENTION_SHARDS}" for place in range(ATTENTION_SHARDS)]


def ad_account(organization_id: str, account_id: str) -> Key:
    """An ad account."""
    return Key(f"org#{organization_id}#account#{account_id}", "account")


def ad_accounts_listed(organization_id: str) -> str:
    """The listing of an organization's ad accounts."""
    return f"org#{organization_id}#accounts"


def external_id(organization_id: str, platform: str, external_account_id: str) -> Key:
    """The pointer from an external id on a platform to the account that has it: there is one."""
    return Key(f"org#{organization_id}#external#{platform}#{external_account_id}", "external")


TARGET = "target#"
VALIDITY = "validity#"


def targets_of(organization_id: str, account_id: str | None) -> str:
    """The partition of the targets of an account and its campaigns, which is the account's; without one, of the organization's own."""
    return ad_account(organization_id, account_id).pk if account_id else f"org#{organization_id}#targets"


def target(organization_id: str, account_id: str | None, target_id: str) -> Key:
    """A report target."""
    return Key(targets_of(organization_id, account_id), f"{TARGET}{target_id}")


def target_by_id(organization_id: str, target_id: str) -> Key:
    """The pointer from a target's id to whose it is."""
    return Key(f"org#{organization_id}#target#{target_id}", "target")


def target_validity(organization_id: str, account_id: str | None, subject: str) -> Key:
    """The days on which the targets of one subject are valid: what two of them are kept apart by."""
    return Key(targets_of(organization_id, account_id), f"{VALIDITY}{subject}")


def targets_listed(organization_id: str) -> str:
    """The listing of an organization's report targets, of every scope."""
    return f"org#{organization_id}#targets"


DECISION = "decision#"


def decision(organization_id: str, account_id: str, day: str, decision_id: str = "") -> Key:
    """An entry of an account's log, in the account's partition, by day; without an id, what sorts before all of that day."""
    return Key(ad_account(organization_id, account_id).pk, f"{DECISION}{day}#{decision_id}")


METRICS = "metrics#"


def month_of_metrics(organization_id: str, account_id: str, month: str) -> Key:
    """One month of an account's rows: its first part, which says how many more there are."""
    return Key(ad_account(organization_id, account_id).pk, f"{METRICS}{month}")


def part_of_month(organization_id: str, account_id: str, month: str, version: int, part: int) -> Key:
    """A further part of one version of a month."""
    return Key(ad_account(organization_id, account_id).pk, f"{METRICS}{month}#{version}#{part}")


def brand(organization_id: str, brand_id: str) -> Key:
    """A brand."""
    return Key(f"org#{organization_id}#brand#{brand_id}", "brand")


def brands_listed(organization_id: str) -> str:
    """The listing of an organization's brands."""
    return f"org#{organization_id}#brands"


def brand_joining(organization_id: str, brand_id: str) -> Key:
    """The count of what ever joined a brand: it stands as long as the brand does."""
    return Key(brand(organization_id, brand_id).pk, "joining")


OF_BRAND = "of#"
SCHEDULES_OF_BRAND = f"{OF_BRAND}schedule#"
CONFIGS_OF_BRAND = f"{OF_BRAND}config#"
ACCOUNTS_OF_BRAND = f"{OF_BRAND}account#"


def of_brand(organization_id: str, brand_id: str, kind: str, identity: str) -> Key:
    """The pointer from a brand to one of its schedules, region configs or ad accounts; `kind` is one of the prefixes above."""
    return Key(brand(organization_id, brand_id).pk, f"{kind}{identity}")


def white_label(organization_id: str, brand_id: str | None) -> Key:
    """A white label: in its brand's partition, or the organization's own."""
    pk = brand(organization_id, brand_id).pk if brand_id else f"org#{organization_id}#white-label"
    return Key(pk, "white-label")


def scheduled_report(organization_id: str, scheduled_report_id: str) -> Key:
    """A scheduled report."""
    return Key(f"org#{organization_id}#schedule#{scheduled_report_id}", "schedule")


def scheduled_reports_listed(organization_id: str) -> str:
    """The listing of an organization's scheduled reports."""
    return f"org#{organization_id}#schedules"


def membership(organization_id: str, scheduled_report_id: str) -> Key:
    """Which region configs are on a scheduled report: it stands as long as the schedule does."""
    return Key(scheduled_report(organization_id, scheduled_report_id).pk, "membership")


def region_config(organization_id: str, region_config_id: str) -> Key:
    """A region config."""
    return Key(f"org#{organization_id}#config#{region_config_id}", "config")


def region_configs_listed(organization_id: str) -> str:
    """The listing of an organization's region configs."""
    return f"org#{organization_id}#configs"


PROMPT = "prompt#"


def prompt(organization_id: str, region_config_id: str, prompt_id: str) -> Key:
    """A prompt of a region config, in the config's partition."""
    return Key(region_config(organization_id, region_config_id).pk, f"{PROMPT}{prompt_id}")


def idempotency(organization_id: str, key_hash: str) -> Key:
    """What is kept of a request under an organization's `Idempotency-Key`."""
    return Key(f"org#{organization_id}#idempotency#{key_hash}", "request")


def part_of_answer(organization_id: str, key_hash: str, holder: str, part: int) -> Key:
    """A further part of an answer that is too large for one item, as one attempt stored it."""
    return Key(idempotency(organization_id, key_hash).pk, f"answer#{holder}#{part:02}")
