"""Where the numbers are measured: the service's table on a real engine."""

from dataclasses import dataclass
from typing import Any

import boto3

from chalicelib.adapters.aws import CONFIG
from chalicelib.adapters.dynamodb import Table
from infra.local import aws
from tests.bench.meter import Meter, small_transaction_units


@dataclass(frozen=True, slots=True)
class Place:
    """A table on an engine, and what the engine counts for one small item in a transaction."""

    endpoint_url: str
    name: str
    small_transaction: float

    @classmethod
    def at(cls, endpoint_url: str, name: str) -> "Place":
        """The place of a table that exists."""
        return cls(endpoint_url, name, small_transaction_units(_client(endpoint_url), name))

    def client(self) -> Any:
        """A client of one's own, as the service makes it."""
        return _client(self.endpoint_url)

    def metered(self) -> tuple[Table, Meter]:
        """The table through a client of one's own, and what counts its requests."""
        client = self.client()
        return Table(client, self.name), Meter(client, self.small_transaction)


def _client(endpoint_url: str) -> Any:
    session: Any = boto3.Session(aws.ACCESS_KEY_ID, aws.SECRET_ACCESS_KEY, region_name=aws.REGION)
    return session.client("dynamodb", endpoint_url=endpoint_url, config=CONFIG)
