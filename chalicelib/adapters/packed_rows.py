"""Packed rows: daily metrics as compressed bytes, in parts that fit an item."""

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from chalicelib.domain.daily_metrics import DailyMetrics

# An item may have 400 KB, its keys and numbers included.
PART_SIZE = 300_000


def pack(rows: Iterable[DailyMetrics]) -> list[bytes]:
    """The rows as one compressed text, cut into parts; one part, at least."""
    content = json.dumps([_plain(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(content.encode())
    return [packed[start : start + PART_SIZE] for start in range(0, len(packed), PART_SIZE)]


def unpack(parts: Sequence[bytes]) -> tuple[DailyMetrics, ...]:
    """Back from `pack`."""
    return tuple(map(_row, json.loads(zlib.decompress(b"".join(parts)))))


def _plain(row: DailyMetrics) -> list[Any]:
    shares = (row.rank_lost_impression_share, row.budget_lost_impression_share)
    return [
        row.day.isoformat(),
        row.campaign_id,
        row.campaign_name,
        str(row.cost),
        row.impressions,
        row.clicks,
        str(row.conversions),
        str(row.conversion_value),
        *(None if share is None else str(share) for share in shares),
    ]


def _row(plain: list[Any]) -> DailyMetrics:
    day, campaign_id, name, cost, impressions, clicks, conversions, value, rank_lost, budget_lost = plain
    return DailyMetrics(
        date.fromisoformat(day),
        campaign_id,
        name,
        Decimal(cost),
        impressions,
        clicks,
        Decimal(conversions),
        Decimal(value),
        None if rank_lost is None else Decimal(rank_lost),
        None if budget_lost is None else Decimal(budget_lost),
    )
