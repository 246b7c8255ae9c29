"""Port: the ways of asking an AI platform, and the keys that they need."""

from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.citation import Citation


@dataclass(frozen=True, slots=True)
class Question:
    """One prompt for one platform, as somebody in a market would ask it.

    `country` is free text (`Germany`, `DE`), `language` an English name (`German`), `location` free text (`Munich`, `Austin, Texas`).
    `timeout`: seconds that all requests of this question may take together.
    """

    prompt: str
    platform: AiPlatform
    country: str | None
    language: str
    location: str | None
    timeout: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a platform answered.

    `text` is Markdown, without the platform's own citation markers where it says where they are; never empty.
    `model` is the one that the platform says it used. `citations` are the pages that the answer names, each once, in the order of first
    mention; pages that were only read are not among them. Tokens are None where the platform doesn't count them.
    """

    text: str
    model: str
    citations: tuple[Citation, ...] = ()
    tokens_in: int | None = None
    tokens_out: int | None = None
    is_recorded_sample: bool = False


@dataclass(eq=False)
class AskLater(Exception):
    """No answer now; the same question may be answered later, after `retry_after` seconds where the platform says so."""

    retry_after: int | None
    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(eq=False)
class AskFailed(Exception):
    """No answer, now or later. `code` is stable (`platform_not_configured`, `key_refused`, …), `message` a sentence without a secret."""

    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class Engine(Protocol):
    """One way of asking, set up for one platform."""

    def ask(self, question: Question) -> Answer:
        """Ask once: nothing is retried in here. `AskLater` or `AskFailed` where there is no answer; neither holds a secret."""
        ...


class Engines(Protocol):
    """The engine of each platform that the operator configured."""

    def of(self, platform: AiPlatform) -> Engine:
        """The platform's engine; `AskFailed` (`platform_not_configured`) where there is none."""
        ...


@dataclass(eq=False)
class SecretNotFound(Exception):
    """There is no secret of this name."""

    name: str


class Secrets(Protocol):
    """Keys by name. What is read may be some minutes old."""

    def get(self, name: str) -> str:
        """The secret's value; `SecretNotFound` where there is none, `Unavailable` where it can't be read now."""
        ...
