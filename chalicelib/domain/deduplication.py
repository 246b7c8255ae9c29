"""Deduplication: what makes two requests for a report the same request."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from chalicelib.domain.region_config import RegionConfig
from chalicelib.domain.report import Report, ReportStatus

WINDOW = timedelta(minutes=10)
_WITHOUT_DOCUMENT = frozenset({ReportStatus.FAILED, ReportStatus.REJECTED, ReportStatus.CANCELLED})


def performance_digest(
    *,
    organization_id: str,
    key_id: str,
    template_key: str,
    template_version: int,
    period: tuple[str, str],
    data_versions: Mapping[str, int],
    sections: tuple[str, ...],
    title: str,
    white_label: tuple[str | None, int] | None,
) -> str:
    """SHA-256 over everything that changes the output: the same digest is the same report.

    `data_versions` is by account id; `white_label` says what the report would wear (`usecases.wear_white_label.worn_version`).
    """
    resolved = [
        organization_id,
        key_id,
        template_key,
        template_version,
        *period,
        sorted(data_versions.items()),
        sections,
        title,
        white_label,
    ]
    return hashlib.sha256(json.dumps(resolved, ensure_ascii=False).encode()).hexdigest()


def visibility_digest(
    *,
    organization_id: str,
    key_id: str,
    config: RegionConfig,
    brand: tuple[str, int],
    title: str | None,
    white_label: tuple[str | None, int] | None,
) -> str:
    """The same for a one-off visibility report; `brand` is an id and a revision.

    Of the config only what the report freezes counts: it is the same report whether the config is paused or on another schedule.
    """
    asked = [config.id, config.name, config.country, config.language, config.location, config.ai_platforms, config.prompts_version]
    resolved = ["visibility", organization_id, key_id, asked, brand, title, white_label]
    return hashlib.sha256(json.dumps(resolved, ensure_ascii=False).encode()).hexdigest()


def superseding_digest(report: Report, data_versions: tuple[int, ...]) -> str:
    """The same for a report that replaces another one, made from its accounts' data of these versions."""
    resolved = ["superseding", report.organization_id, report.id, data_versions]
    return hashlib.sha256(json.dumps(resolved).encode()).hexdigest()


def still_answers(report: Report, now: datetime) -> bool:
    """Whether an equal request made now is answered by this report."""
    return report.status not in _WITHOUT_DOCUMENT and now < report.created_at + WINDOW
