"""What a visibility report comes to, as an agent is told of it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.domain.visibility_subject import VisibilityFigures
from chalicelib.mcp.measured import MAX_EXCERPT, counts, excerpt
from tests.fakes.time import CountingRandom, FakeClock
from tests.fakes.visibility_reports import an_asking_report


def test_a_report_has_no_counts_before_it_is_measured(clock: FakeClock) -> None:
    assert counts(an_asking_report(clock, CountingRandom(), "acme")) is None


def test_the_counts_are_those_of_the_report(clock: FakeClock) -> None:
    report = an_asking_report(clock, CountingRandom(), "acme", cells=24)
    counted = counts(replace(report, figures=VisibilityFigures(Decimal("62.5"), 12, 23, 1)))
    assert counted is not None
    assert counted.model_dump() == {"questions": 24, "total_results": 23, "ranked_prompts": 12, "failed_results": 1}


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (None, None),
        ("Try\n\n  Acme   Coffee.", "Try Acme Coffee."),
        ("x" * MAX_EXCERPT, "x" * MAX_EXCERPT),
        ("x" * (MAX_EXCERPT + 1), "x" * (MAX_EXCERPT - 1) + "…"),
    ],
)
def test_an_excerpt_is_the_beginning_on_one_line(response: str | None, expected: str | None) -> None:
    assert excerpt(response) == expected
