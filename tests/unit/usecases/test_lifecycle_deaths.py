"""Whatever dies while somebody approves, cancels, retries or deletes a report: the client's second try, and the sweep, put it right."""

import pytest

from tests.fakes.lifecycles import STORIES, told
from tests.fakes.mortal import Death
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
