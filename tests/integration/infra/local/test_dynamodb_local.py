"""DynamoDB Local as it is started here, and what the service may and may not expect of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.local import aws
from infra.local.dynamodb_local import table
from infra.local.dynamodb_local.process import DynamoDBLocalProcess
from infra.local.processes import Processes

LISTENING = "0A"


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    started = Processes()
    yield started
    started.close()


@pytest.fixture(scope="module")
def engine(dynamodb_local: str, processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> DynamoDBLocalProcess:
    """One of this module's own, empty. (It asks for the run's own too, since that is where a machine without Java is skipped.)"""
    return DynamoDBLocalProcess(processes, tmp_path_factory.mktemp("engine") / "log")


@pytest.fixture(scope="module")
def dynamodb(engine: DynamoDBLocalProcess) -> Any:
    session: Any = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
    return session.client("dynamodb", endpoint_url=engine.endpoint_url)


@pytest.fixture(scope="module")
def name(engine: DynamoDBLocalProcess) -> str:
    return table.create(engine.endpoint_url)


def _listeners(port: int) -> set[str]:
    """The addresses on which this machine listens at a port, as /proc/net writes them."""
    lines = [line.split() for kind in ("tcp", "tcp6") for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]]
    return {local.partition(":")[0] for _, local, _, state, *_ in lines if state == LISTENING and local.endswith(f":{port:04X}")}


def put(name: str, number: int) -> dict[str, Any]:
    return {"Put": {"TableName": name, "Item": {"pk": {"S": f"item-{number}"}, "sk": {"S": "item"}}}}


def test_it_listens_on_this_machine_alone(engine: DynamoDBLocalProcess) -> None:
    (address,) = _listeners(int(engine.endpoint_url.rpartition(":")[2]))
    # 127.0.0.1, as IPv4 or mapped into IPv6; words in the machine's byte order.
    assert address in {"0100007F", "0000000000000000FFFF00000100007F"}


def test_the_table_is_the_templates(dynamodb: Any, name: str) -> None:
    declared = table.declared("local")
    described = dynamodb.describe_table(TableName=name)["Table"]
    assert described["KeySchema"] == declared["KeySchema"]
    indexes = {index["IndexName"]: (index["KeySchema"], index["Projection"]) for index in described["GlobalSecondaryIndexes"]}
    assert indexes == {index["IndexName"]: (index["KeySchema"], index["Projection"]) for index in declared["GlobalSecondaryIndexes"]}
    time_to_live = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert time_to_live == {"TimeToLiveStatus": "ENABLED", "AttributeName": declared["TimeToLiveSpecification"]["AttributeName"]}


def test_its_transactions_hold_ten_items_where_aws_has_a_hundred(dynamodb: Any, name: str) -> None:
    dynamodb.transact_write_items(TransactItems=[put(name, number) for number in range(10)])
    with pytest.raises(ClientError, match="less than or equal to 10"):
        dynamodb.transact_write_items(TransactItems=[put(name, number) for number in range(11)])


def test_it_ends_with_its_owner(dynamodb_local: str, tmp_path: Path) -> None:
    owner = Processes()
    engine = DynamoDBLocalProcess(owner, tmp_path / "log")
    assert engine.is_alive
    owner.close()
    assert not engine.is_alive
    assert _listeners(int(engine.endpoint_url.rpartition(":")[2])) == set()
