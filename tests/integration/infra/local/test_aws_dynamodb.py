from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

WRITERS = 32
ROUNDS = 4
LIMIT = 100

Client = Callable[[str], Any]


def item(pk: str, sk: str = "-", **numbers: int) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}} | {name: {"N": str(number)} for name, number in numbers.items()}


def put(table: str, written: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": written} | more}


def add_one(table: str, key: dict[str, Any], *, below: int) -> dict[str, Any]:
    return {
        "TableName": table,
        "Key": key,
        "UpdateExpression": "ADD #count :one",
        "ConditionExpression": "attribute_not_exists(#count) OR #count < :limit",
        "ExpressionAttributeNames": {"#count": "count"},
        "ExpressionAttributeValues": {":one": {"N": "1"}, ":limit": {"N": str(below)}},
    }


def all_items(dynamodb: Any, table: str) -> dict[tuple[str, str], dict[str, Any]]:
    pages = dynamodb.get_paginator("scan").paginate(TableName=table)
    return {(row["pk"]["S"], row["sk"]["S"]): row for page in pages for row in page["Items"]}


def happened(operation: Callable[..., Any], refusal: type[ClientError], **request: Any) -> bool:
    """Whether a conditional write was done. Any error but the refusal, a 500 above all, fails the test."""
    try:
        operation(**request)
    except refusal:
        return False
    return True


def together(work: Callable[[int], list[bool]], workers: Iterable[int] = range(WRITERS)) -> int:
    with ThreadPoolExecutor(WRITERS) as pool:
        return sum(sum(done) for done in pool.map(work, workers))


def test_of_32_writers_no_write_is_lost_and_a_limited_counter_stops_at_its_limit(client: Client, table: str) -> None:
    dynamodb = client("dynamodb")

    def write(writer: int) -> list[bool]:
        counted = []
        for turn in range(ROUNDS):
            counted.append(
                happened(
                    dynamodb.update_item,
                    dynamodb.exceptions.ConditionalCheckFailedException,
                    **add_one(table, item("counter"), below=LIMIT),
                )
            )
            dynamodb.put_item(TableName=table, Item=item(f"writer-{writer}", f"{turn}"))
        return counted

    assert together(write) == LIMIT
    written = all_items(dynamodb, table)
    assert written.pop(("counter", "-"))["count"] == {"N": str(LIMIT)}
    assert set(written) == {(f"writer-{writer}", f"{turn}") for writer in range(WRITERS) for turn in range(ROUNDS)}


def test_of_32_writers_transactions_happen_whole_or_not_at_all(client: Client, table: str) -> None:
    dynamodb = client("dynamodb")

    def transact(writer: int) -> list[bool]:
        done = []
        for turn in range(ROUNDS):
            # The item first and the contested counter last: where the counter refuses, the item has to go again.
            operations = [put(table, item(f"writer-{writer}", f"{turn}")), {"Update": add_one(table, item("counter"), below=LIMIT)}]
            done.append(happened(dynamodb.transact_write_items, dynamodb.exceptions.TransactionCanceledException, TransactItems=operations))
            dynamodb.put_item(TableName=table, Item=item(f"alone-{writer}", f"{turn}"))
        return done

    assert together(transact) == LIMIT
    written = all_items(dynamodb, table)
    assert written.pop(("counter", "-"))["count"] == {"N": str(LIMIT)}
    assert sum(pk.startswith("writer-") for pk, _ in written) == LIMIT
    assert sum(pk.startswith("alone-") for pk, _ in written) == WRITERS * ROUNDS


def test_one_of_many_equal_transactions_wins(client: Client, table: str) -> None:
    dynamodb = client("dynamodb")

    def create(writer: int) -> list[bool]:
        operations = [
            put(table, item("report", f"{writer}")),
            put(table, item("dedup", writer=writer), ConditionExpression="attribute_not_exists(pk)"),
        ]
        return [happened(dynamodb.transact_write_items, dynamodb.exceptions.TransactionCanceledException, TransactItems=operations)]

    assert together(create) == 1
    written = all_items(dynamodb, table)
    winner = written[("dedup", "-")]["writer"]["N"]
    assert set(written) == {("dedup", "-"), ("report", winner)}


def test_a_cancelled_transaction_leaves_every_item_as_it_was(client: Client, table: str) -> None:
    dynamodb = client("dynamodb")
    before = [item("updated", count=1), item("deleted", count=2), item("replaced", count=3), item("bystander", count=4)]
    for row in before:
        dynamodb.put_item(TableName=table, Item=row)
    operations = [
        {"Update": add_one(table, item("updated"), below=9)},
        {"Update": add_one(table, item("created-by-update"), below=9)},
        {"Delete": {"TableName": table, "Key": item("deleted")}},
        put(table, item("replaced", count=99)),
        put(table, item("created")),
        {"ConditionCheck": {"TableName": table, "Key": item("bystander"), "ConditionExpression": "attribute_not_exists(pk)"}},
    ]
    assert not happened(dynamodb.transact_write_items, dynamodb.exceptions.TransactionCanceledException, TransactItems=operations)
    assert sorted(all_items(dynamodb, table).values(), key=str) == sorted(before, key=str)


def test_cancelled_transactions_wipe_no_item_that_another_writes_meanwhile(client: Client, table: str) -> None:
    dynamodb = client("dynamodb")
    dynamodb.put_item(TableName=table, Item=item("taken"))
    refused = put(table, item("taken"), ConditionExpression="attribute_not_exists(pk)")

    def write(writer: int) -> list[bool]:
        if writer % 2:
            operations = [*(put(table, item("cancelled", f"{writer}-{number}")) for number in range(20)), refused]
            cancelled = dynamodb.exceptions.TransactionCanceledException
            return [happened(dynamodb.transact_write_items, cancelled, TransactItems=operations) for _ in range(ROUNDS)]
        for turn in range(ROUNDS):
            dynamodb.put_item(TableName=table, Item=item(f"writer-{writer}", f"{turn}"))
        return []

    assert together(write) == 0
    written = {(f"writer-{writer}", f"{turn}") for writer in range(0, WRITERS, 2) for turn in range(ROUNDS)}
    assert set(all_items(dynamodb, table)) == {("taken", "-")} | written


def test_a_cancelled_transaction_gives_a_reason_for_each_item_in_order(client: Client, table: str) -> None:
    dynamodb = client("dynamodb")
    held = item("held", count=7)
    dynamodb.put_item(TableName=table, Item=held)
    absent = {"ConditionExpression": "attribute_not_exists(pk)"}
    operations = [
        put(table, item("free"), **absent),
        put(table, item("held"), **absent, ReturnValuesOnConditionCheckFailure="ALL_OLD"),
        {"Delete": {"TableName": table, "Key": item("gone"), "ConditionExpression": "attribute_exists(pk)"}},
    ]
    with pytest.raises(ClientError) as cancelled:
        dynamodb.transact_write_items(TransactItems=operations)
    reasons = cancelled.value.response["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == ["None", "ConditionalCheckFailed", "ConditionalCheckFailed"]
    assert [reason.get("Item") for reason in reasons] == [None, held, None]


def test_a_write_to_no_table_or_without_its_whole_key_is_refused(client: Client, table: str) -> None:
    dynamodb = client("dynamodb")
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.transact_write_items(TransactItems=[put("no-such-table", item("a"))])
    with pytest.raises(ClientError, match="ValidationException"):
        dynamodb.transact_write_items(TransactItems=[put(table, {"pk": {"S": "a"}})])


def test_an_attribute_of_every_type_comes_back_as_it_was_written_by_every_read(client: Client, table: str) -> None:
    dynamodb = client("dynamodb")
    deep = {"M": {"list": {"L": [{"S": ""}, {"N": "-1.50"}, {"M": {}}, {"L": []}]}, "S": {"M": {"B": {"B": b"\x00\xff"}}}}}
    written = item("types") | {
        "text": {"S": "ü"},
        "bytes": {"B": bytes(range(256))},
        "yes": {"BOOL": True},
        "no": {"BOOL": False},
        "nothing": {"NULL": True},
        "texts": {"SS": ["a", "b"]},
        "numbers": {"NS": ["1", "2.5"]},
        "deep": deep,
    }
    dynamodb.put_item(TableName=table, Item=written)
    key = {name: written[name] for name in ("pk", "sk")}
    query = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": written["pk"]}}
    assert dynamodb.get_item(TableName=table, Key=key)["Item"] == written
    assert dynamodb.query(TableName=table, **query)["Items"] == [written]
    assert dynamodb.batch_get_item(RequestItems={table: {"Keys": [key]}})["Responses"][table] == [written]
    assert dynamodb.delete_item(TableName=table, Key=key, ReturnValues="ALL_OLD")["Attributes"] == written
