"""Configuration: how an operator's deployment asks each platform. Keys are named, never held: they are secrets."""

import json
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from chalicelib import engines
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.endpoint import checked_endpoint
from chalicelib.engines.wire.way import WebSearch

LOCAL_STAGE: Final = "local"
RECORDED: Final = "recorded"

ENGINE_OF: Final = {
    AiPlatform.CHATGPT: "openai_responses",
    AiPlatform.CHATGPT_SEARCH: "openai_responses",
    AiPlatform.CLAUDE: "anthropic_messages",
    AiPlatform.CLAUDE_SEARCH: "anthropic_messages",
    AiPlatform.PERPLEXITY: "perplexity",
    AiPlatform.GEMINI: "gemini",
    AiPlatform.GROK: "xai",
    AiPlatform.AI_OVERVIEWS: "ai_overviews",
}
_WEB_SEARCH: Final = {AiPlatform.CHATGPT_SEARCH: WebSearch.ALWAYS, AiPlatform.CLAUDE: WebSearch.OFF}

MODEL_OF: Final = {
    "openai_responses": "gpt-5.5",
    "anthropic_messages": "claude-sonnet-5-5",
    "perplexity": "sonar",
    "gemini": "gemini-3.8-flash",
    "gemini_interactions": "gemini-3.8-flash",
    "xai": "grok-4.5",
    "ai_overviews": "google-ai-overview",
    "bedrock_converse": "global.anthropic.claude-sonnet-5",
    RECORDED: "recorded",
}
"""What an engine asks where nothing else is configured, as the vendors' documentation of autumn 2026 names it."""

ENDPOINT_OF: Final = {
    "openai_responses": "https://api.openai.com/v1",
    "anthropic_messages": "https://api.anthropic.com",
    "perplexity": "https://api.perplexity.ai",
    "gemini": "https://generativelanguage.googleapis.com/v1beta",
    "gemini_interactions": "https://generativelanguage.googleapis.com/v1beta",
    "xai": "https://api.x.ai/v1",
    "ai_overviews": "https://serpapi.com/search",
    "bedrock_converse": "",
    RECORDED: "",
}
_WITHOUT_KEY: Final = {"bedrock_converse", "openai_compatible", RECORDED}


class EnginesMisconfigured(Exception):
    """The operator's configuration can't be used; the message says each reason."""


class PlatformConfiguration(BaseModel):
    """How one platform is asked. What is left out is the default of the platform or of its engine."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    engine: str
    model: str = Field(min_length=1)
    endpoint: str
    secret: str | None = Field(default=None, min_length=1)
    web_search: WebSearch = WebSearch.AUTO

    @field_validator("engine")
    @classmethod
    def _exists(cls, engine: str) -> str:
        if engine not in engines.names():
            raise ValueError(f"there is no engine {engine!r}; there are {', '.join(engines.names())}")
        return engine

    @model_validator(mode="after")
    def _has_what_its_engine_needs(self) -> Self:
        if self.secret is None and self.engine not in _WITHOUT_KEY:
            raise ValueError(f"the engine {self.engine} needs the name of a secret")
        if self.endpoint or self.engine == "openai_compatible":
            checked_endpoint(self.endpoint, has_secret=self.secret is not None)
        return self


class EnginesConfiguration(BaseModel):
    """The platforms that can be asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    platforms: dict[AiPlatform, PlatformConfiguration]

    @model_validator(mode="before")
    @classmethod
    def _with_defaults(cls, given: Any) -> Any:
        platforms = given.get("platforms") if isinstance(given, dict) else None
        if not isinstance(platforms, dict):
            return given
        if unknown := sorted(set(platforms) - set(AiPlatform)):
            raise ValueError(f"there is no platform {', '.join(unknown)}; there are {', '.join(AiPlatform)}")
        return given | {"platforms": {platform: _completed(AiPlatform(platform), fields) for platform, fields in platforms.items()}}

    @property
    def has_recorded(self) -> bool:
        """Whether any platform answers from the recording."""
        return any(platform.engine == RECORDED for platform in self.platforms.values())


def load(text: str | None, stage: str) -> EnginesConfiguration:
    """The configuration in an operator's JSON, `{"platforms": {"chatgpt": {"secret": "folio/prod/openai"}, …}}`.

    Nothing given: on the local stage all platforms answer from the recording, on a deployed one none can be asked.
    `EnginesMisconfigured` for what can't be used, and for a recording on a deployed stage: samples are never sold as answers.
    """
    is_local = stage == LOCAL_STAGE
    nothing = {platform: {"engine": RECORDED} for platform in AiPlatform} if is_local else {}
    try:
        given = json.loads(text) if text and text.strip() else {"platforms": nothing}
        configuration = EnginesConfiguration.model_validate(given)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'engines'}: {fault['msg']}" for fault in error.errors(include_input=False)
        )
    except ValueError:
        faults = "the engines' configuration is no JSON"
    else:
        if is_local or not configuration.has_recorded:
            return configuration
        faults = f"recorded answers are samples, and are refused on the stage {stage}"
    raise EnginesMisconfigured(faults)


def _completed(platform: AiPlatform, fields: Any) -> Any:
    if not isinstance(fields, dict):
        return fields
    engine = fields.get("engine", ENGINE_OF[platform])
    defaults = {
        "engine": engine,
        "model": MODEL_OF.get(engine, ""),
        "endpoint": ENDPOINT_OF.get(engine, ""),
        "web_search": _WEB_SEARCH.get(platform, WebSearch.AUTO),
    }
    return defaults | fields
