"""Decision: an entry of an ad account's log: what was decided, changed or noticed on a day, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.domain.metric import Metric


class EntryType(StrEnum):
    """What an entry says. `outcome` is what came of an earlier decision; `anomaly` what was noticed; `edit` what was changed."""

    DECISION = "decision"
    OUTCOME = "outcome"
    ANOMALY = "anomaly"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A metric before and after, as whoever wrote it measured it, in the metric's unit and over `window` (`14 days`)."""

    metric: Metric
    before: Decimal
    after: Decimal
    window: str


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry. `campaign_id` is the platform's id of the campaign it is about; `text` and `tags` are a user's words."""

    id: str
    organization_id: str
    ad_account_id: str
    decided_on: date
    entry_type: EntryType
    text: str
    campaign_id: str | None
    tags: tuple[str, ...]
    outcome: Outcome | None
    created_at: datetime
