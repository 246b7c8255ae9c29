"""Configured engines: the port `Engines` over an operator's configuration and secrets."""

from collections.abc import Callable

from chalicelib import engines
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.errors import Unavailable
from chalicelib.engines.configuration import EnginesConfiguration
from chalicelib.engines.wire.way import Way
from chalicelib.usecases.ports.engines import AskFailed, AskLater, Engine, SecretNotFound, Secrets


class ConfiguredEngines:
    """One engine per platform and process, made when it is first asked for: its SDK is imported then, and no other."""

    def __init__(self, configuration: EnginesConfiguration, secrets: Secrets) -> None:
        self._configuration = configuration
        self._secrets = secrets
        self._made: dict[AiPlatform, Engine] = {}

    def of(self, platform: AiPlatform) -> Engine:
        """The platform's engine; `AskFailed` (`platform_not_configured`) where the operator configured none."""
        if platform not in self._configuration.platforms:
            raise AskFailed("platform_not_configured", f"This deployment has no way of asking {platform}")
        if platform not in self._made:
            self._made[platform] = self._make(platform)
        return self._made[platform]

    def _make(self, platform: AiPlatform) -> Engine:
        configured = self._configuration.platforms[platform]
        way = Way(configured.model, configured.endpoint, configured.web_search, _key(self._secrets, configured.secret))
        return engines.load(configured.engine)(way)


def _key(secrets: Secrets, name: str | None) -> Callable[[], str]:
    if name is None:
        return str

    def key() -> str:
        try:
            return secrets.get(name)
        except SecretNotFound:
            condition: AskLater | AskFailed = AskFailed("key_missing", f"There is no secret named {name}")
        except Unavailable as away:
            condition = AskLater(away.retry_after, "The platform's key could not be read")
        raise condition

    return key
