from dataclasses import replace
from typing import Any, cast

import pytest

from chalicelib.domain.errors import Conflict, NotFound
from chalicelib.domain.prompt import Prompt
from chalicelib.domain.region_config import RegionConfig
from chalicelib.domain.report import ReportStatus
from chalicelib.domain.visibility_report import NO_PROMPTS
from tests.fakes.pipeline import Pipeline, strays
from tests.fakes.visibility_stores import Makers


@pytest.fixture
def config(make: Makers) -> RegionConfig:
    return make.prompts(make.config(make.brand()), 2)


def test_a_one_off_is_of_no_run_and_of_the_requests_day(pipeline: Pipeline, make: Makers, config: RegionConfig) -> None:
    requested = pipeline.request(pipeline.caller, config.id, None, "1")
    report = requested.report
    assert report.subject is not None
    assert (report.subject.execution_id, report.subject.scheduled_report_id, report.subject.brand_id) == (None, None, config.brand_id)
    assert report.period.start == report.period.end == make.clock.now.date()
    assert report.title == f"Acme Coffee – Germany ({make.clock.now.date()})"
    assert len(pipeline.questions) == 4
    pipeline.settle(make.clock.now)
    assert pipeline.kept.reports.get("acme", report.id).status is ReportStatus.READY


def test_the_same_request_within_ten_minutes_is_the_same_report(pipeline: Pipeline, make: Makers, config: RegionConfig) -> None:
    first = pipeline.request(pipeline.caller, config.id, None, "1")
    make.clock.pass_(minutes=9, seconds=59)
    second = pipeline.request(pipeline.caller, config.id, None, "2")
    assert (second.report.id, second.deduplicated, len(pipeline.questions)) == (first.report.id, True, 4)
    assert strays(pipeline) == []
    make.clock.pass_(seconds=1)
    assert not pipeline.request(pipeline.caller, config.id, None, "3").deduplicated


def test_a_config_whose_last_prompt_goes_meanwhile_makes_a_failed_report_which_is_told(
    pipeline: Pipeline, make: Makers, config: RegionConfig
) -> None:
    class Emptied:
        def of_config(self, _organization_id: str, _config_id: str) -> list[Prompt]:
            return []

    request = replace(pipeline.request, prompts=cast(Any, Emptied()))
    report = request(pipeline.caller, config.id, None, "1").report
    assert report.failure == NO_PROMPTS
    assert pipeline.ended_reports == [report]
    assert len(pipeline.questions) == 0


def test_what_differs_in_one_thing_is_another_report(pipeline: Pipeline, make: Makers, config: RegionConfig) -> None:
    def request(region_config_id: str = config.id, title: str | None = None, key: str = "key-1") -> str:
        return pipeline.request(replace(pipeline.caller, key_id=key), region_config_id, title, "1").report.id

    made = [request(), request(title="Mine"), request(key="key-2")]
    changed = make.prompts(config)
    made.append(request())
    moved = make.stores.configs.save(replace(changed, country="Austria"), was=changed)
    made.append(request(moved.id))
    brand = make.stores.brands.get("acme", config.brand_id)
    assert brand is not None
    make.stores.brands.save(replace(brand, brand_aliases=("AC",)))
    made.append(request())
    assert len(set(made)) == len(made)


def test_what_changes_nothing_of_the_document_leaves_it_the_same_report(pipeline: Pipeline, make: Makers, config: RegionConfig) -> None:
    first = pipeline.request(pipeline.caller, config.id, None, "1")
    make.stores.configs.save(replace(config, is_active=False, updated_at=make.clock.now), was=config)
    assert pipeline.request(pipeline.caller, config.id, None, "2").report.id == first.report.id


@pytest.mark.parametrize("field", ["name", "country", "language", "location", "ai_platforms"])
def test_each_field_that_the_document_is_made_of_makes_another_report(
    pipeline: Pipeline, make: Makers, config: RegionConfig, field: str
) -> None:
    first = pipeline.request(pipeline.caller, config.id, None, "1")
    change: dict[str, Any] = {field: config.ai_platforms[:1] if field == "ai_platforms" else "Another"}
    make.stores.configs.save(replace(config, **change), was=config)
    assert pipeline.request(pipeline.caller, config.id, None, "2").report.id != first.report.id


def test_a_config_without_an_enabled_prompt_is_a_conflict_and_makes_nothing(pipeline: Pipeline, make: Makers) -> None:
    with pytest.raises(Conflict) as refused:
        pipeline.request(pipeline.caller, make.config(make.brand()).id, None, "1")
    assert refused.value.details == {"reason": "no_enabled_prompts"}
    assert len(pipeline.kept.reports) == 0


def test_a_config_that_is_not_there_is_not_found(pipeline: Pipeline, config: RegionConfig) -> None:
    for caller, wanted in ((pipeline.caller, "nobody"), (replace(pipeline.caller, organization_id="other"), config.id)):
        with pytest.raises(NotFound) as refused:
            pipeline.request(caller, wanted, None, "1")
        assert refused.value.field == "region_config_id"


def test_a_queue_that_is_away_loses_nothing(pipeline: Pipeline, make: Makers, config: RegionConfig) -> None:
    pipeline.questions.is_away = True
    report = pipeline.request(pipeline.caller, config.id, None, "1").report
    pipeline.questions.is_away = False
    pipeline.settle(make.clock.now)
    assert pipeline.kept.reports.get("acme", report.id).status is ReportStatus.READY
