"""Whatever dies while somebody approves, cancels, retries or deletes a report: the client's second try, and the sweep, put it right."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.report import Report, Verdict
from tests.fakes.lifecycles import STORIES, told
from tests.fakes.mortal import Death, Killed
from tests.fakes.pipeline import Pipeline, kept_in_memory
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_stores import Makers, in_memory


def _pipeline() -> Pipeline:
    make = Makers(in_memory(), FakeClock(), CountingRandom(), "acme")
    return Pipeline(make, kept_in_memory(make.stores))


def test_undisturbed_each_story_ends_as_it_is_called() -> None:
    ends = {name: told(story, _pipeline())[0] for name, story in STORIES.items()}
    assert {name: end["report"] and end["report"][0] for name, end in ends.items()} == {
        "approved": "ready",
        "rejected": "rejected",
        "cancelled": "cancelled",
        "cancelled under review": "cancelled",
        "retried": "ready",
        "deleted": None,
    }
    assert {name: end["execution"] for name, end in ends.items()} == {
        "approved": ("completed", 1),
        "rejected": ("completed", 1),
        "cancelled": ("failed", 0),
        "cancelled under review": ("completed", 1),
        "retried": ("failed", 0),
        "deleted": ("completed", 1),
    }
    assert {name: end["asked"] for name, end in ends.items()} == {name: {"cancelled": 1, "retried": 4}.get(name, 2) for name in STORIES}
    gone = ends["deleted"]
    assert (gone["results"], gone["counts"], gone["files"], gone["deletion"]) == ([], 0, False, None)


@pytest.mark.parametrize("death", Death)
@pytest.mark.parametrize("name", STORIES)
def test_whatever_a_process_dies_of_each_story_ends_the_same(name: str, death: Death) -> None:
    expected, _ = told(STORIES[name], _pipeline())
    step = 0
    while True:
        step += 1
        pipeline = _pipeline()
        ended, _ = told(STORIES[name], pipeline, lambda own=pipeline, at=step: own.fate.strike(at, death))  # type: ignore[misc]
        assert ended | {"asked": 0} == expected | {"asked": 0}, f"died {death.value} call {step}"
        assert ended["asked"] in (expected["asked"], expected["asked"] + 1), "only the provider's call can happen twice"
        if not pipeline.fate.has_struck:
            return


RESUMED: dict[str, Callable[[Pipeline, Report], Any]] = {
    "approved": lambda on, it: replace(on.decide, resumes=True)(on.reviewer, it.id, Verdict.APPROVED, None),
    "rejected": lambda on, it: replace(on.decide, resumes=True)(on.reviewer, it.id, Verdict.REJECTED, None),
    "cancelled": lambda on, it: replace(on.cancel, resumes=True)(on.caller, it.id),
    "cancelled under review": lambda on, it: replace(on.cancel, resumes=True)(on.caller, it.id),
    "retried": lambda on, it: replace(on.retry, attempt=replace(on.retry.attempt, resumes=True))(on.caller, it.id, "2"),
    "deleted": lambda on, it: replace(on.delete, resumes=True)(on.caller, it.id),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_request_with_a_key_whose_first_attempt_died_is_answered_as_if_it_had_not(name: str) -> None:
    def answered(report: Report | None) -> object:
        return report and (report.status, report.review_status, report.retries, len(report.transitions))

    undisturbed = _pipeline()
    expected = answered(STORIES[name].ask(undisturbed, STORIES[name].begin(undisturbed)))  # type: ignore[arg-type]
    step = 0
    while True:
        step += 1
        pipeline = _pipeline()
        report = STORIES[name].begin(pipeline)
        pipeline.fate.strike(step, Death.AFTER)
        try:
            STORIES[name].ask(pipeline, report)
        except Killed:
            pipeline.fate.start_again()
            assert answered(RESUMED[name](pipeline, report)) == expected, f"died after call {step}"
        else:
            return


@pytest.mark.parametrize("name", STORIES)
def test_what_somebody_else_did_is_not_ones_own_to_resume(name: str) -> None:
    pipeline = _pipeline()
    report = STORIES[name].begin(pipeline)
    pipeline.clock.pass_(seconds=1)
    third = replace(pipeline.reviewer, key_id="key-3")
    if name == "deleted":
        pipeline.delete(third, report.id)
        pipeline.settle(pipeline.clock.now)
    elif name == "retried":
        pipeline.retry(third, report.id, "2")
    elif name.startswith("cancelled"):
        pipeline.cancel(third, report.id)
    else:
        pipeline.decide(third, report.id, Verdict(name), None)
    with pytest.raises(NotFound if name == "deleted" else Conflict):
        RESUMED[name](pipeline, report)
