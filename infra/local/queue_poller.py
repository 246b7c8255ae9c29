"""Lambda's SQS event source mapping: receives, invokes, deletes what succeeded. What failed comes back after its visibility time-out."""

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.environment import Outcome
from infra.local.events import queue_event

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

LONG_POLL_SECONDS = 20
RETRY_SECONDS = 1.0

logger = logging.getLogger(__name__)


class QueuePoller:
    """Feeds one function from one queue, at most `concurrency` events at once: a message is received only once there is a place for it."""

    def __init__(
        self,
        sqs: "SQSClient",
        queue_url: str,
        queue_arn: str,
        batch_size: int,
        concurrency: int,
        invoke: Callable[[Mapping[str, Any]], Outcome],
    ) -> None:
        self._sqs = sqs
        self._queue_url = queue_url
        self._queue_arn = queue_arn
        self._batch_size = batch_size
        self._invoke = invoke
        self._places = threading.Semaphore(concurrency)
        self._workers = ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="queue")
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="queue-poller", daemon=True)

    def start(self) -> None:
        """Begins to poll, in a thread of its own."""
        self._thread.start()

    def end(self) -> None:
        """Receives nothing more. What is under way ends with its process."""
        self._ending.set()
        self._places.release()

    def join(self) -> None:
        """Waits for the end of all threads; after `end`, and once the queue's server and the function's processes are gone."""
        if self._thread.ident is not None:
            self._thread.join()
        self._workers.shutdown(wait=True)

    def _run(self) -> None:
        while True:
            self._places.acquire()
            if self._ending.is_set():
                return
            messages = self._receive()
            if messages and not self._ending.is_set():
                self._workers.submit(self._handle, messages)
            else:
                self._places.release()

    def _receive(self) -> list["MessageTypeDef"]:
        try:
            received = self._sqs.receive_message(
                QueueUrl=self._queue_url,
                MaxNumberOfMessages=self._batch_size,
                WaitTimeSeconds=LONG_POLL_SECONDS,
                MessageSystemAttributeNames=["All"],
                MessageAttributeNames=["All"],
            )
        except (BotoCoreError, ClientError):
            if not self._ending.is_set():
                logger.exception("can't receive from %s", self._queue_url)
                self._ending.wait(RETRY_SECONDS)
            return []
        return received.get("Messages", [])

    def _handle(self, messages: list["MessageTypeDef"]) -> None:
        try:
            outcome = self._invoke(queue_event(messages, self._queue_arn))
            if outcome.failure is None:
                self._delete(messages)
        except Exception:  # nobody waits for this thread's word
            logger.exception("an event of %s could not be handed over: its message will come again", self._queue_url)
        finally:
            self._places.release()

    def _delete(self, messages: list["MessageTypeDef"]) -> None:
        try:
            for message in messages:
                self._sqs.delete_message(QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])
        except (BotoCoreError, ClientError):
            if not self._ending.is_set():
                logger.exception("can't delete from %s: its message will come again", self._queue_url)
