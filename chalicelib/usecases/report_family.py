"""Report family: how the reports of one kind get their facts, their page and their figures. All else is one pipeline."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.document import DocumentFormat
from chalicelib.domain.facts import Facts
from chalicelib.domain.report import Report
from chalicelib.domain.report_figures import report_figures
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_run import visibility_run
from chalicelib.usecases.narrate import Narrate
from chalicelib.usecases.ports.renders import Asset


@dataclass(frozen=True, slots=True)
class Family[F]:
    """The steps of a family whose facts are an `F`: gathered at an instant (`CannotBeMade`), as bytes and back, as a page of HTML,
    the pictures that the page refers to, and, of the facts and their page,
    the files in the formats other than PDF.

    `measured` is the report with the figures that its resource carries.
    """

    gather: Callable[[Report, datetime], F]
    freeze: Callable[[F], bytes]
    thaw: Callable[[bytes], F]
    compose: Callable[[F], str]
    assets: Callable[[F], Mapping[str, Asset]]
    other_formats: Callable[[F, str], Mapping[DocumentFormat, bytes]]
    measured: Callable[[Report, F], Report]


def worded[F: Facts | VisibilityFacts](gather: Callable[[Report, datetime], F], narrate: Narrate | None) -> Callable[[Report, datetime], F]:
    """What is gathered, with its prose put into other words; without a model to do so, as it is."""
    if narrate is None:
        return gather
    return lambda report, at: narrate(gather(report, at))


def performance_measured(report: Report, facts: Facts) -> Report:
    """A performance report with its volatility, its coverage, and the versions of the data that it was made from."""
    figures = report_figures(facts)
    return replace(
        report,
        volatility_score=figures.volatility_score,
        volatility_band=figures.volatility_band,
        data_coverage_pct=figures.data_coverage_pct,
        data_versions=tuple(account.data_version for account in facts.accounts),
    )


def visibility_measured(report: Report, facts: VisibilityFacts) -> Report:
    """A visibility report with its score and its counts."""
    return replace(report, figures=visibility_run(report, facts.results).figures)
