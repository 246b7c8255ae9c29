"""Secrets in AWS Secrets Manager, kept in this process for some minutes."""

import json
from datetime import datetime, timedelta
from typing import Any

from chalicelib.adapters.aws import unavailable
from chalicelib.domain.clock import Clock
from chalicelib.usecases.ports.engines import SecretNotFound

LASTS = timedelta(minutes=5)
_FIELD = "api_key"


class SecretsManagerSecrets:
    """The port `Secrets`. A secret is its text, or the field `api_key` of a JSON object, which is what the console makes.

    A changed key is used after five minutes at the latest; one that isn't there is looked for each time.
    """

    def __init__(self, client: Any, clock: Clock, lasts: timedelta = LASTS) -> None:
        self._client = client
        self._clock = clock
        self._lasts = lasts
        self._read: dict[str, tuple[datetime, str]] = {}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._read)} read)"

    def get(self, name: str) -> str:
        """The secret's value; `SecretNotFound` where there is none, `Unavailable` where it can't be read now."""
        now = self._clock()
        until, value = self._read.get(name, (now, ""))
        if until > now:
            return value
        value = self._fetch(name)
        self._read[name] = (now + self._lasts, value)
        return value

    def _fetch(self, name: str) -> str:
        with unavailable("the secrets"):
            try:
                return _value(self._client.get_secret_value(SecretId=name)["SecretString"])
            except self._client.exceptions.ResourceNotFoundException:
                raise SecretNotFound(name) from None


def _value(text: str) -> str:
    try:
        fields = json.loads(text)
    except ValueError:
        return text.strip()
    return str(fields[_FIELD]).strip() if isinstance(fields, dict) and _FIELD in fields else text.strip()
