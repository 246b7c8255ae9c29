"""What every keeper of visibility runs does: the one in memory, and the table on two engines."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.visibility_run import PromptRun, VisibilityRun
from chalicelib.domain.wilson import Proportion
from tests.fakes.pipeline import Kept
from tests.fakes.visibility_stores import Makers

RUN = VisibilityRun(
    report_id="ad_rpt_03",
    region_config_id="config-1",
    execution_id=None,
    day=date(2026, 4, 22),
    at=datetime(2026, 4, 21, 22, 30, tzinfo=UTC),
    is_sample=False,
    appearances=Proportion(3, 4),
    failed=1,
    by_platform=((AiPlatform.CHATGPT, Proportion(1, 2)), (AiPlatform.GROK, Proportion(2, 2))),
    by_prompt=(PromptRun("prompt-1", "Which coffee?", Proportion(3, 4)),),
)


@pytest.fixture
def recorded(kept: Kept, make: Makers) -> list[VisibilityRun]:
    runs = [replace(RUN, report_id=f"ad_rpt_{number:02}", execution_id=f"execution-{number}") for number in range(5)]
    for run in (*runs, replace(RUN, report_id="ad_rpt_01x", region_config_id="config-2")):
        kept.runs.record(make.organization_id, run)
    return runs


def test_the_runs_before_a_report_are_its_configs_newest_first(kept: Kept, make: Makers, recorded: list[VisibilityRun]) -> None:
    assert kept.runs.before(make.organization_id, "config-1", "ad_rpt_03", limit=10) == tuple(recorded[2::-1])
    assert kept.runs.before(make.organization_id, "config-1", "ad_rpt_03", limit=2) == tuple(recorded[2:0:-1])
    assert kept.runs.before("another", "config-1", "ad_rpt_03", limit=2) == ()


def test_recording_twice_is_recording_once(kept: Kept, make: Makers, recorded: list[VisibilityRun]) -> None:
    kept.runs.record(make.organization_id, recorded[0])
    assert kept.runs.before(make.organization_id, "config-1", "ad_rpt_01", limit=10) == (recorded[0],)


def test_runs_are_found_by_report(kept: Kept, make: Makers, recorded: list[VisibilityRun]) -> None:
    wanted = ["ad_rpt_04", "ad_rpt_00", "ad_rpt_gone"]
    assert kept.runs.of_reports(make.organization_id, wanted) == {"ad_rpt_04": recorded[4], "ad_rpt_00": recorded[0]}


def test_fifty_prompts_of_the_longest_are_kept_and_a_trend_reads_its_year_of_them(kept: Kept, make: Makers) -> None:
    prompts = tuple(PromptRun(f"prompt-{n}", f"{n}: どのコーヒーがおすすめですか。" * 100, Proportion(3, 8)) for n in range(50))
    longest = [replace(RUN, report_id=f"ad_rpt_{number:02}", by_prompt=prompts) for number in range(13)]
    for run in longest:
        kept.runs.record(make.organization_id, run)
    assert kept.runs.before(make.organization_id, "config-1", "ad_rpt_12", limit=12) == tuple(longest[11::-1])
