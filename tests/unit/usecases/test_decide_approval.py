from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Conflict, Forbidden, NotFound
from chalicelib.domain.execution import ExecutionStatus
from chalicelib.domain.report import Report, ReportStatus, ReviewStatus, Verdict
from chalicelib.usecases.fetch_document import may_fetch
from tests.fakes.pipeline import Pipeline


def _under_review(pipeline: Pipeline, **schedule: Any) -> Report:
    """A report of a manual run, that waits for its review."""
    brand = pipeline.make.brand()
    stored = pipeline.make.schedule(brand, requires_review=True, **schedule)
    pipeline.make.prompts(pipeline.make.config(brand, stored), 1)
    execution = pipeline.start(pipeline.caller, stored.id, None, "1")
    pipeline.settle(pipeline.clock.now)
    (report,) = pipeline.reports(pipeline.kept.executions.get(execution.organization_id, execution.id))
    assert (report.status, report.review_status) == (ReportStatus.PENDING_REVIEW, ReviewStatus.PENDING)
    return report


def test_an_approved_report_is_ready_and_its_history_says_by_whom(pipeline: Pipeline) -> None:
    report = _under_review(pipeline)
    approved = pipeline.decide(pipeline.reviewer, report.id, Verdict.APPROVED, "Well done")
    assert (approved.status, approved.review_status, approved.review_comment) == (
        ReportStatus.READY,
        ReviewStatus.APPROVED,
        "Well done",
    )
    assert [(step.status.value, step.by) for step in approved.transitions][-3:] == [
        ("pending_review", "render"),
        ("approved", "key-2"),
        ("ready", "key-2"),
    ]
    assert pipeline.kept.reports.get("acme", report.id) == approved


def test_a_rejected_report_is_final_and_has_no_document_for_anybody(pipeline: Pipeline) -> None:
    report = _under_review(pipeline)
    assert may_fetch(pipeline.reviewer, report)
    rejected = pipeline.decide(pipeline.reviewer, report.id, Verdict.REJECTED, None)
    assert (rejected.status, rejected.review_status, rejected.is_final) == (ReportStatus.REJECTED, ReviewStatus.REJECTED, True)
    assert not may_fetch(pipeline.reviewer, rejected)


def test_under_review_the_document_is_a_reviewers_alone(pipeline: Pipeline) -> None:
    report = _under_review(pipeline)
    assert not may_fetch(replace(pipeline.caller, scopes=frozenset({"read:reports"})), report)
    assert not may_fetch(replace(pipeline.caller, scopes=frozenset({"write:approvals"})), report)
    assert may_fetch(replace(pipeline.caller, scopes=frozenset({"read:reports", "read:approvals"})), report)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_on_ones_own_is_forbidden(pipeline: Pipeline, verdict: Verdict) -> None:
    report = _under_review(pipeline)
    with pytest.raises(Forbidden):
        pipeline.decide(pipeline.caller, report.id, verdict, None)
    assert pipeline.kept.reports.get("acme", report.id) == report


def test_a_ticks_report_is_anybodys_to_approve(pipeline: Pipeline) -> None:
    brand = pipeline.make.brand()
    schedule = pipeline.make.schedule(brand, requires_review=True)
    pipeline.make.prompts(pipeline.make.config(brand, schedule), 1)
    at = pipeline.clock.now = schedule.next_run_at
    pipeline.run_tick(at)
    pipeline.settle(at)
    (execution,) = pipeline.executions(schedule.id)
    assert execution.status is ExecutionStatus.COMPLETED, "a region is completed when its report reaches its review"
    (report,) = pipeline.reports(execution)
    assert pipeline.decide(pipeline.caller, report.id, Verdict.APPROVED, None).status is ReportStatus.READY


@pytest.mark.parametrize("first", Verdict)
@pytest.mark.parametrize("second", Verdict)
def test_a_second_verdict_meets_the_first(pipeline: Pipeline, first: Verdict, second: Verdict) -> None:
    report = _under_review(pipeline)
    decided = pipeline.decide(pipeline.reviewer, report.id, first, None)
    with pytest.raises(Conflict) as refusal:
        pipeline.decide(replace(pipeline.reviewer, key_id="key-3"), report.id, second, None)
    assert refusal.value.details == {"status": decided.status.value}


def test_a_verdict_on_a_cancelled_report_is_refused(pipeline: Pipeline) -> None:
    report = _under_review(pipeline)
    pipeline.cancel(pipeline.caller, report.id)
    with pytest.raises(Conflict) as refusal:
        pipeline.decide(pipeline.reviewer, report.id, Verdict.APPROVED, None)
    assert refusal.value.details == {"status": "cancelled"}


def test_another_organizations_report_is_not_there(pipeline: Pipeline) -> None:
    report = _under_review(pipeline)
    with pytest.raises(NotFound):
        pipeline.decide(Caller("another", "key-2", frozenset({"*"})), report.id, Verdict.APPROVED, None)
