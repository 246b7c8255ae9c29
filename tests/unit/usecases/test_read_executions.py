from datetime import timedelta

import pytest

from chalicelib.domain.execution import started
from chalicelib.domain.scheduled_report import ScheduledReport
from chalicelib.usecases.read_executions import ReadExecutions
from chalicelib.usecases.read_scheduled_report import ReadScheduledReport
from tests.fakes.pipeline import Pipeline, never
from tests.fakes.visibility_stores import Makers

UNMADE = "ad_rpt_00000000000000000000000001"


@pytest.fixture
def schedule(make: Makers) -> ScheduledReport:
    return make.schedule(make.brand())


def test_a_report_that_is_about_to_be_made_is_not_shown_yet(pipeline: Pipeline, make: Makers, schedule: ScheduledReport) -> None:
    kept = pipeline.kept
    pipeline.clock.now = schedule.next_run_at
    pipeline.run_due(schedule.next_run_at, "tick", never)
    execution = pipeline.executions(schedule.id)[0]
    kept.executions.save(started(execution, (UNMADE,), pipeline.clock.now, timedelta(minutes=1)))
    read = ReadExecutions(ReadScheduledReport(make.stores.schedules), kept.executions, kept.reports, kept.joins)
    view = read.one(pipeline.caller, schedule.id, execution.id)
    assert view.execution.report_ids == (UNMADE,)
    assert view.regions == ()
