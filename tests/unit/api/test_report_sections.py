import pytest
from pydantic import ValidationError

from chalicelib import sections
from chalicelib.api.report_requests import ReportRequest
from chalicelib.domain.report import ReportKind

BODY = {"template_key": "weekly_check_in", "ad_account_ids": ["ad_acct_1"], "period_start": "2026-04-15", "period_end": "2026-04-21"}


def test_a_performance_report_takes_no_section_of_a_visibility_report() -> None:
    with pytest.raises(ValidationError) as refused:
        ReportRequest.model_validate(BODY | {"sections": ["cover", "share_of_voice", "visibility_score"]})
    error = refused.value.errors()[0]
    assert (error["loc"], error["type"]) == (("sections",), "section_of_another_kind")
    assert error["msg"] == "For visibility reports only: share_of_voice, visibility_score"


def test_who_misspells_a_section_is_told_those_of_its_kind() -> None:
    with pytest.raises(ValidationError) as refused:
        ReportRequest.model_validate(BODY | {"sections": ["kpis"]})
    told = refused.value.errors()[0]["msg"].removeprefix("No such section: kpis. There are: ").split(", ")
    assert told == [key for key in sections.names() if sections.load(key).kind is ReportKind.PERFORMANCE]


def test_every_section_says_for_which_kind_of_report_it_is() -> None:
    kinds = {key: sections.load(key).kind for key in sections.names()}
    assert kinds["cover"] is ReportKind.PERFORMANCE
    assert kinds["visibility_cover"] is ReportKind.VISIBILITY


def test_more_sections_than_there_are_are_refused_unread() -> None:
    many = [f"section {n}" for n in range(100_000)]
    with pytest.raises(ValidationError) as refused:
        ReportRequest.model_validate(BODY | {"sections": many})
    (error,) = refused.value.errors()
    assert (error["type"], error["ctx"]["max_length"]) == ("too_long", len(sections.names()))


def test_every_section_there_is_can_be_asked_for_at_once() -> None:
    keys = [key for key in sections.names() if sections.load(key).kind is ReportKind.PERFORMANCE]
    assert ReportRequest.model_validate(BODY | {"sections": keys}).sections == keys
    assert ReportRequest.model_json_schema()["properties"]["sections"]["anyOf"][0]["maxItems"] == len(keys)


def test_an_id_longer_than_any_is_refused_and_not_looked_for() -> None:
    with pytest.raises(ValidationError) as refused:
        ReportRequest.model_validate(BODY | {"ad_account_ids": ["a" * 101]})
    assert refused.value.errors()[0]["type"] == "string_too_long"
