"""A visibility report that is asking, made as a dispatch makes it."""

from datetime import date, timedelta
from typing import Any

from chalicelib.domain import ids
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.caller import CreatedVia
from chalicelib.domain.cell import Cell
from chalicelib.domain.question_sheet import Look, QuestionSheet
from chalicelib.domain.report import Report
from chalicelib.domain.visibility_report import Origin, visibility_report
from tests.fakes.cell_results import BRAND
from tests.fakes.pipeline import TEMPLATE
from tests.fakes.time import CountingRandom, FakeClock


def a_sheet(cells: int = 2, **fields: Any) -> QuestionSheet:
    """Acme in Germany: so many prompts, put to ChatGPT."""
    about: dict[str, Any] = {
        "brand": BRAND,
        "region_config_id": "config-1",
        "region": "Germany",
        "country": "Germany",
        "language": "German",
        "location": None,
        "ai_platforms": (AiPlatform.CHATGPT,),
        "cells": tuple(Cell(number, f"prompt-{number}", f"Best coffee {number}?", "coffee", AiPlatform.CHATGPT) for number in range(cells)),
        "look": Look.of(TEMPLATE),
    }
    return QuestionSheet(**about | fields)


def an_asking_report(clock: FakeClock, random: CountingRandom, organization_id: str, cells: int = 2, **origin: Any) -> Report:
    """Made now, by a run of a schedule."""
    whence: dict[str, Any] = {"scheduled_report_id": "schedule-1", "execution_id": "execution-1"} | origin
    made = Origin(organization_id, CreatedVia.SCHEDULED, "tick", date(2026, 4, 22), clock.now, **whence)
    report_id = ids.new_id(ids.REPORT, clock.now, random)
    return visibility_report(report_id, made, a_sheet(cells), "sheet-1", clock.now, timedelta(minutes=20))
