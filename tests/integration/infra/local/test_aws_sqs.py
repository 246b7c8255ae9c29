import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

Client = Callable[[str], Any]

CONSUMERS = 8
MESSAGES = 96


def receive(sqs: Any, url: str, **more: Any) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = sqs.receive_message(QueueUrl=url, AttributeNames=["All"], MaxNumberOfMessages=10, **more).get(
        "Messages", []
    )
    return messages


def count(sqs: Any, url: str, name: str = "ApproximateNumberOfMessages") -> int:
    return int(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name])


def test_of_messages_sent_while_others_are_deleted_none_is_lost_and_none_received_twice(client: Client, queue_url: str) -> None:
    sqs = client("sqs")

    def consume(_: int) -> list[str]:
        bodies = []
        while messages := receive(sqs, queue_url, WaitTimeSeconds=2):
            for message in messages:
                sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
            bodies += [message["Body"] for message in messages]
        return bodies

    with ThreadPoolExecutor(CONSUMERS * 2) as pool:
        consumed = [pool.submit(consume, number) for number in range(CONSUMERS)]
        list(pool.map(lambda number: sqs.send_message(QueueUrl=queue_url, MessageBody=str(number)), range(MESSAGES)))
        bodies = [body for consumer in consumed for body in consumer.result()]
    assert sorted(bodies, key=int) == [str(number) for number in range(MESSAGES)]
    assert count(sqs, queue_url) == 0


def test_a_waiting_receiver_keeps_no_one_from_sending_and_gets_the_message_at_once(client: Client, queue_url: str) -> None:
    sqs = client("sqs")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(receive, sqs, queue_url, WaitTimeSeconds=20)
        started = time.monotonic()
        sqs.send_message(QueueUrl=queue_url, MessageBody="here")
        assert [message["Body"] for message in waiting.result()] == ["here"]
    assert time.monotonic() - started < 10


def test_a_message_received_is_hidden_until_its_time_out_and_counts_its_receipts(client: Client, queue_url: str) -> None:
    sqs = client("sqs")
    sqs.send_message(QueueUrl=queue_url, MessageBody="again")
    (first,) = receive(sqs, queue_url)
    assert receive(sqs, queue_url) == []
    assert count(sqs, queue_url, "ApproximateNumberOfMessagesNotVisible") == 1
    sqs.change_message_visibility(QueueUrl=queue_url, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=0)
    (second,) = receive(sqs, queue_url)
    assert [message["Attributes"]["ApproximateReceiveCount"] for message in (first, second)] == ["1", "2"]
    assert second["MessageId"] == first["MessageId"]


def test_a_message_received_too_often_goes_to_the_dead_letter_queue(client: Client, queue_url: str) -> None:
    sqs = client("sqs")
    sqs.send_message(QueueUrl=queue_url, MessageBody="poison")
    for _ in range(2):
        assert len(receive(sqs, queue_url, VisibilityTimeout=0)) == 1
    assert receive(sqs, queue_url) == []
    assert [message["Body"] for message in receive(sqs, queue_url.replace("/queue-", "/dead-"))] == ["poison"]


def test_a_deep_queue_is_nearly_as_fast_as_an_empty_one(client: Client, queue_url: str) -> None:
    sqs = client("sqs")

    def filling() -> float:
        started = time.monotonic()
        for batch in range(10):
            sqs.send_message_batch(QueueUrl=queue_url, Entries=[{"Id": f"{n}", "MessageBody": f"{batch}-{n}"} for n in range(10)])
        return time.monotonic() - started

    seconds = [filling() for _ in range(12)]
    assert min(seconds[-4:]) < 4 * min(seconds[:2])


def test_a_message_deleted_twice_is_no_error_and_an_unknown_receipt_is(client: Client, queue_url: str) -> None:
    sqs = client("sqs")
    sqs.send_message(QueueUrl=queue_url, MessageBody="done")
    (message,) = receive(sqs, queue_url)
    for _ in range(2):
        sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
    with pytest.raises(ClientError, match="ReceiptHandleIsInvalid"):
        sqs.delete_message(QueueUrl=queue_url, ReceiptHandle="unknown")
