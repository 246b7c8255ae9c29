"""What every queue of renders does: the one in memory, and SQS."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.adapters.renders import SqsRenderQueue
from chalicelib.messages import RenderRequested

MESSAGE = RenderRequested(organization_id="acme", report_id="ad_rpt_1", correlation_id="c")


def test_a_message_arrives_as_it_was_sent(client: Callable[[str], Any], outputs: Mapping[str, str]) -> None:
    sqs, url = client("sqs"), outputs["RendersQueueUrl"]
    SqsRenderQueue(sqs, url).send(MESSAGE)
    (received,) = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"]
    assert RenderRequested.model_validate_json(received["Body"]) == MESSAGE
    sqs.delete_message(QueueUrl=url, ReceiptHandle=received["ReceiptHandle"])
