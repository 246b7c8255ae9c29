"""The queue of reports to be rendered, in SQS."""

from typing import TYPE_CHECKING

from chalicelib.adapters.aws import unavailable
from chalicelib.messages import RenderRequested

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_WHAT = "the queue of renders"


class SqsRenderQueue:
    """The port `RenderQueue` on an SQS queue."""

    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def send(self, message: RenderRequested) -> None:
        """Put the message on the queue."""
        with unavailable(_WHAT):
            self._client.send_message(QueueUrl=self._url, MessageBody=message.model_dump_json())

    def is_there(self) -> bool:
        """Whether the queue answers."""
        with unavailable(_WHAT):
            self._client.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        return True
