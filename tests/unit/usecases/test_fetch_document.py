from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.document import DocumentFormat
from chalicelib.domain.errors import Conflict
from chalicelib.domain.report import Report, ReportStatus
from chalicelib.usecases.fetch_document import FetchDocument, LinkDocument, filename
from tests.fakes.pipeline import Pipeline

OTHERS = [made for made in DocumentFormat if made is not DocumentFormat.PDF]


@pytest.fixture
def report(pipeline: Pipeline) -> Report:
    config = pipeline.make.prompts(pipeline.make.config(pipeline.make.brand(), ai_platforms=(AiPlatform.CHATGPT,)), 2)
    requested = pipeline.request(pipeline.caller, config.id, "Café | Été", "1").report
    pipeline.settle(pipeline.clock.now)
    stored: Report = pipeline.kept.reports.get("acme", requested.id)
    assert stored.status is ReportStatus.READY
    return stored


@pytest.fixture
def fetch(pipeline: Pipeline) -> FetchDocument:
    return FetchDocument(LinkDocument(pipeline.documents, pipeline.clock, timedelta(minutes=15)))


@pytest.mark.parametrize("wanted", DocumentFormat)
def test_every_format_is_stored_and_linked_to_under_its_name_and_type(
    pipeline: Pipeline, fetch: FetchDocument, report: Report, wanted: DocumentFormat
) -> None:
    link = fetch(pipeline.caller, report, wanted)
    assert link.document.format is wanted
    assert len(pipeline.documents.files[link.document.key]) == link.document.size
    assert link.document.key == f"org/acme/reports/{report.id}/{link.document.sha256}.{wanted.suffix}"
    assert f"name=Café   Été.{wanted.suffix}&type={wanted.content_type}&" in link.url


def test_a_title_can_not_turn_the_ending_of_a_files_name_round(report: Report) -> None:
    assert filename(replace(report, title="Offer \u202efdp.exe"), DocumentFormat.PDF) == "Offer fdp.exe.pdf"
    assert filename(replace(report, title="\u2066\u2069"), DocumentFormat.PDF) == f"{report.id}.pdf"


@pytest.mark.parametrize("wanted", DocumentFormat)
def test_no_format_is_fetched_of_what_is_under_review_but_by_a_reviewer(
    pipeline: Pipeline, fetch: FetchDocument, report: Report, wanted: DocumentFormat
) -> None:
    under_review = replace(report, status=ReportStatus.PENDING_REVIEW)
    reader = replace(pipeline.caller, scopes=frozenset({"read:reports"}))
    with pytest.raises(Conflict) as refused:
        fetch(reader, under_review, wanted)
    assert refused.value.details == {"status": "pending_review"}
    assert fetch(replace(reader, scopes=frozenset({"read:reports", "read:approvals"})), under_review, wanted).document.format is wanted


@pytest.mark.parametrize("wanted", OTHERS)
def test_a_report_made_before_there_was_the_format_says_so(
    pipeline: Pipeline, fetch: FetchDocument, report: Report, wanted: DocumentFormat
) -> None:
    old = replace(report, other_documents=())
    assert fetch(pipeline.caller, old, DocumentFormat.PDF).document == report.document
    with pytest.raises(Conflict) as refused:
        fetch(pipeline.caller, old, wanted)
    assert refused.value.details == {"status": "ready", "reason": "format_not_made"}
