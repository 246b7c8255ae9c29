"""Queues of one kind of message each, in SQS."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING

from pydantic import BaseModel

from chalicelib.adapters.aws import unavailable
from chalicelib.usecases.ports.queues import AT_ONCE

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_BATCH = 10


class SqsQueue[Message: BaseModel]:
    """The port `Queue` on an SQS queue; `what` is its name in an error."""

    def __init__(self, client: "SQSClient", url: str, what: str) -> None:
        self._client = client
        self._url = url
        self._what = what

    def send(self, message: Message, delay: timedelta = AT_ONCE) -> None:
        """Put the message on the queue."""
        with unavailable(self._what):
            self._client.send_message(QueueUrl=self._url, MessageBody=message.model_dump_json(), DelaySeconds=int(delay.total_seconds()))

    def send_all(self, messages: Iterable[Message]) -> None:
        """Put the messages on the queue, ten in a request. One that SQS refuses alone is tried once more, alone."""
        for batch in batched(messages, _BATCH, strict=False):
            entries: list[SendMessageBatchRequestEntryTypeDef] = [
                {"Id": str(place), "MessageBody": message.model_dump_json()} for place, message in enumerate(batch)
            ]
            with unavailable(self._what):
                refused = self._client.send_message_batch(QueueUrl=self._url, Entries=entries).get("Failed", [])
            for refusal in refused:
                if refusal["SenderFault"]:
                    raise ValueError(f"{self._what} refuses a message: {refusal['Code']}")
                self.send(batch[int(refusal["Id"])])

    def is_there(self) -> bool:
        """Whether the queue answers."""
        with unavailable(self._what):
            self._client.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        return True
