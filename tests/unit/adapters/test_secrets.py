from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.adapters.secrets import SecretsManagerSecrets
from chalicelib.domain.errors import Unavailable
from chalicelib.usecases.ports.engines import SecretNotFound
from tests.fakes.time import FakeClock


@pytest.fixture
def manager(client: Callable[[str], Any]) -> Any:
    return client("secretsmanager")


@pytest.fixture
def name(manager: Any) -> Iterator[str]:
    name = f"folio/{uuid4()}"
    manager.create_secret(Name=name, SecretString="sk-first")
    yield name
    manager.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def test_a_secret_is_read_by_its_name(manager: Any, clock: FakeClock, name: str) -> None:
    assert SecretsManagerSecrets(manager, clock).get(name) == "sk-first"


def test_a_changed_secret_is_read_after_five_minutes_and_not_before(manager: Any, clock: FakeClock, name: str) -> None:
    secrets = SecretsManagerSecrets(manager, clock)
    secrets.get(name)
    manager.put_secret_value(SecretId=name, SecretString="sk-second")
    clock.pass_(seconds=299)
    assert secrets.get(name) == "sk-first"
    clock.pass_(seconds=1)
    assert secrets.get(name) == "sk-second"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"api_key": "sk-json", "note": "x"}', "sk-json"),
        ("sk-line\n", "sk-line"),
        ("12345", "12345"),
        ('{"other": "x"}', '{"other": "x"}'),
    ],
)
def test_the_consoles_json_and_a_plain_text_are_both_read(manager: Any, clock: FakeClock, name: str, text: str, value: str) -> None:
    manager.put_secret_value(SecretId=name, SecretString=text)
    assert SecretsManagerSecrets(manager, clock).get(name) == value


def test_a_secret_that_is_not_there_is_not_found_until_it_is(manager: Any, clock: FakeClock, name: str) -> None:
    secrets = SecretsManagerSecrets(manager, clock)
    later = f"{name}/later"
    with pytest.raises(SecretNotFound) as missing:
        secrets.get(later)
    assert missing.value.name == later
    assert missing.value.__suppress_context__
    manager.create_secret(Name=later, SecretString="sk-later")
    assert secrets.get(later) == "sk-later"
    manager.delete_secret(SecretId=later, ForceDeleteWithoutRecovery=True)


def test_a_service_that_is_away_is_unavailable(clock: FakeClock) -> None:
    import boto3
    from botocore.config import Config

    away: Any = boto3.Session("test", "test", region_name="eu-central-1").client(
        "secretsmanager", endpoint_url="http://127.0.0.1:9", config=Config(retries={"total_max_attempts": 1})
    )
    with pytest.raises(Unavailable):
        SecretsManagerSecrets(away, clock).get("folio/x")


def test_a_secret_is_in_no_repr(manager: Any, clock: FakeClock, name: str) -> None:
    secrets = SecretsManagerSecrets(manager, clock)
    secrets.get(name)
    assert repr(secrets) == "SecretsManagerSecrets(1 read)"
