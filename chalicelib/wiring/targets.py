"""Wiring of report targets, and of ad accounts' logs."""

from functools import cache

from chalicelib.domain.attempt import Attempt
from chalicelib.usecases.create_target import CreateTarget
from chalicelib.usecases.delete_target import DeleteTarget
from chalicelib.usecases.list_decisions import ListDecisions
from chalicelib.usecases.list_targets import ListTargets
from chalicelib.usecases.log_decision import LogDecision
from chalicelib.usecases.read_target import ReadTarget
from chalicelib.usecases.update_target import UpdateTarget
from chalicelib.wiring.accounts import read_ad_account
from chalicelib.wiring.process import clock
from chalicelib.wiring.stores import ad_accounts, decisions, report_targets


def create_target(attempt: Attempt) -> CreateTarget:
    """Create a report target."""
    return CreateTarget(report_targets(), read_ad_account(), attempt.clock, attempt.random, attempt.resumes)


@cache
def read_target() -> ReadTarget:
    """Read a report target."""
    return ReadTarget(report_targets(), read_ad_account())


@cache
def list_targets() -> ListTargets:
    """List report targets."""
    return ListTargets(report_targets(), ad_accounts())


@cache
def update_target() -> UpdateTarget:
    """Update a report target."""
    return UpdateTarget(report_targets(), read_target(), clock)


@cache
def delete_target() -> DeleteTarget:
    """Delete a report target."""
    return DeleteTarget(report_targets(), read_target())


def log_decision(attempt: Attempt) -> LogDecision:
    """Log a decision."""
    return LogDecision(decisions(), read_ad_account(), attempt.clock, attempt.random, attempt.resumes)


@cache
def list_decisions() -> ListDecisions:
    """List decisions."""
    return ListDecisions(decisions(), read_ad_account())
