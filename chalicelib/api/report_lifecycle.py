"""Report lifecycle: what somebody does about a report that is there: approve or reject it, cancel it, retry it, delete it."""

from typing import Annotated

from pydantic import Field

from chalicelib import wiring
from chalicelib.api.endpoint import always
from chalicelib.api.routing import Routes
from chalicelib.domain.document import DocumentFormat
from chalicelib.domain.report import Verdict
from chalicelib.doors.call import Call, NoQuery, Reply, RequestModel
from chalicelib.doors.fields import Text
from chalicelib.doors.report_answers import ReportAnswer, report_answer
from chalicelib.observability import count

routes = Routes("Report lifecycle", "What is done about a report that is there: approval, cancellation, retry, deletion.")


class ApprovalBody(RequestModel):
    """The body of `POST /v1/reports/{id}/approval`; the comment is shown with the report."""

    verdict: Verdict
    comment: Annotated[Text, Field(max_length=2000)] | None = None


@routes.post("/v1/reports/{report_id}/approval", scope="write:approvals", body=ApprovalBody, answers={200: ReportAnswer})
def decide_approval(call: Call[ApprovalBody, NoQuery]) -> Reply:
    """Approve a report that is under review, which makes it ready, or reject it for good; by another key than the one that asked for it."""
    report = wiring.decide_approval(call.attempt)(call.caller, call.path["report_id"], call.body.verdict, call.body.comment)
    count(f"report_{call.body.verdict}")
    link = wiring.link_document()(call.caller, report, DocumentFormat.PDF)
    return Reply(report_answer(report, link.url if link else None, link.lasts if link else None))


@routes.post("/v1/reports/{report_id}/cancellation", scope="write:reports", answers={200: ReportAnswer})
def cancel_report(call: Call[None, NoQuery]) -> Reply:
    """End a report that is under way or under review, without a document; questions that are open are asked no more."""
    report = wiring.cancel_report(call.attempt)(call.caller, call.path["report_id"])
    count("report_cancelled")
    return Reply(report_answer(report))


@routes.post("/v1/reports/{report_id}/retry", scope="write:reports", paid=always, answers={202: ReportAnswer})
def retry_report(call: Call[None, NoQuery]) -> Reply:
    """Make a failed report again, under its id, where it is `retriable`; of a visibility report the questions without an answer are asked.

    A ready performance report whose accounts were imported into since is superseded by a new one, which is the answer.
    """
    report = wiring.retry_report(call.attempt)(call.caller, call.path["report_id"], call.correlation_id)
    return Reply(report_answer(report), 202, {"Location": f"{call.base_url}/v1/reports/{report.id}"})


@routes.delete("/v1/reports/{report_id}", scope="write:reports", answers={204: None})
def delete_report(call: Call[None, NoQuery]) -> Reply:
    """Remove a report that is final, with its snapshot, its questions and answers, and every file."""
    wiring.delete_report(call.attempt)(call.caller, call.path["report_id"])
    return Reply(status=204)
