from datetime import timedelta

from chalicelib.adapters.frozen_facts import thaw
from chalicelib.domain.report import Report
from chalicelib.domain.visibility_facts import VisibilityFacts
from tests.fakes.pipeline import Pipeline
from tests.fakes.visibility_stores import Makers


def _facts(pipeline: Pipeline, report: Report) -> VisibilityFacts:
    assert report.facts_key is not None
    return thaw(VisibilityFacts, pipeline.documents.files[report.facts_key])


def test_a_run_is_of_its_slot_in_its_schedules_zone_however_late_and_the_next_one_knows_its_moment(
    pipeline: Pipeline, make: Makers
) -> None:
    brand = make.brand()
    schedule = make.schedule(brand, timezone="America/New_York")
    make.prompts(make.config(brand, schedule))
    slot = schedule.next_run_at
    make.clock.now = slot + timedelta(hours=7)
    pipeline.run_due_now(make.clock.now)
    pipeline.settle(make.clock.now)
    make.clock.pass_(minutes=5)
    asked_at = make.clock.now
    pipeline.start(pipeline.caller, schedule.id, None, "by hand")
    pipeline.settle(make.clock.now)
    of_tick, by_hand = sorted(
        (_facts(pipeline, report) for execution in pipeline.executions(schedule.id) for report in pipeline.reports(execution)),
        key=lambda facts: facts.at,
    )
    assert (of_tick.at, of_tick.timezone, of_tick.past_runs) == (slot, "America/New_York", ())
    assert (by_hand.at, by_hand.timezone) == (asked_at, "America/New_York")
    assert [run.at for run in by_hand.past_runs] == [slot]


def test_a_one_off_is_of_its_request_in_utc(pipeline: Pipeline, make: Makers) -> None:
    config = make.prompts(make.config(make.brand()))
    asked_at = make.clock.now
    requested = pipeline.request(pipeline.caller, config.id, None, "by hand")
    pipeline.settle(make.clock.now)
    made = pipeline.kept.reports.get(make.organization_id, requested.report.id)
    facts = _facts(pipeline, made)
    assert (facts.at, facts.timezone) == (asked_at, "UTC")
