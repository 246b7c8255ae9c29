"""Visibility run: what one report measured, in counts, kept for the trend of the reports after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.report import Report
from chalicelib.domain.visibility_facts import PastRun
from chalicelib.domain.visibility_subject import VisibilityFigures
from chalicelib.domain.wilson import Proportion


@dataclass(frozen=True, slots=True)
class PromptRun:
    """In how many answers to one prompt the brand appeared."""

    prompt_id: str
    prompt_text: str
    appearances: Proportion


@dataclass(frozen=True, slots=True)
class VisibilityRun:
    """A report's counts, of the moment `at` of its `day`. Platforms are in the report's order.

    `is_sample`: of recorded answers, which are no past of real ones.
    """

    report_id: str
    region_config_id: str
    execution_id: str | None
    day: date
    at: datetime
    is_sample: bool
    appearances: Proportion
    failed: int
    by_platform: tuple[tuple[AiPlatform, Proportion], ...]
    by_prompt: tuple[PromptRun, ...]

    @property
    def as_past(self) -> PastRun:
        """What a later report shows of it."""
        return PastRun(self.report_id, self.day, self.at, self.appearances, self.failed, self.by_platform)

    @property
    def figures(self) -> VisibilityFigures:
        """What the report's resource carries."""
        return VisibilityFigures(self.appearances.percent, self.appearances.count, self.appearances.n, self.failed)


def visibility_run(report: Report, results: Iterable[CellResult]) -> VisibilityRun:
    """The counts of a visibility report's results."""
    assert report.subject is not None
    cells = sorted(results, key=lambda cell: cell.number)
    answered = [cell for cell in cells if cell.is_answered]
    return VisibilityRun(
        report_id=report.id,
        region_config_id=report.subject.region_config_id,
        execution_id=report.subject.execution_id,
        day=report.period.start,
        at=report.subject.at,
        is_sample=any(cell.is_recorded_sample for cell in answered),
        appearances=_appearances(answered),
        failed=len(cells) - len(answered),
        by_platform=tuple(
            (platform, _appearances(cell for cell in answered if cell.platform is platform)) for platform in report.subject.ai_platforms
        ),
        by_prompt=tuple(
            PromptRun(*prompt, _appearances(cell for cell in group if cell.is_answered))
            for prompt, group in groupby(cells, lambda cell: (cell.prompt_id, cell.prompt_text))
        ),
    )


def _appearances(answered: Iterable[CellResult]) -> Proportion:
    seen = [bool(cell.brand_appears) for cell in answered]
    return Proportion(sum(seen), len(seen))
