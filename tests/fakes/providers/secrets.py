"""Secrets in memory: the port `Secrets`."""

from chalicelib.domain.errors import KnownCondition
from chalicelib.usecases.ports.engines import SecretNotFound


class FakeSecrets:
    """`condition` is raised instead of an answer, while it is set."""

    def __init__(self, values: dict[str, str] | None = None) -> None:
        self.values = dict(values or {})
        self.condition: KnownCondition | None = None

    def get(self, name: str) -> str:
        if self.condition is not None:
            raise self.condition
        if name not in self.values:
            raise SecretNotFound(name)
        return self.values[name]
