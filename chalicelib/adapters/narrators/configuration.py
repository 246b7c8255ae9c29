"""Configuration: which language model an operator has put prose into other words, and how it is asked. Its key is named, never held."""

import json
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from chalicelib.domain.endpoint import checked_endpoint


class Api(StrEnum):
    """Whose protocol is spoken."""

    BEDROCK = "bedrock"
    OPENAI_COMPATIBLE = "openai_compatible"


class LimitField(StrEnum):
    """Where a server of the Chat Completions API takes its limit of tokens: OpenAI's models the one, many other servers the other."""

    NEW = "max_completion_tokens"
    OLD = "max_tokens"


class NarrativeMisconfigured(Exception):
    """The operator's configuration can't be used; the message says each reason."""


class NarratorConfiguration(BaseModel):
    """`seconds` is how long one request may take; it is sent twice at most. `structured`: output by JSON Schema, which not all have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    api: Api
    model: str = Field(min_length=1, max_length=160, pattern=r"^[\x21-\x7e]+$")
    endpoint: str = ""
    secret: str | None = Field(default=None, min_length=1)
    structured: bool = True
    seconds: int = Field(default=40, ge=5, le=60)
    max_tokens: int = Field(default=6000, ge=500, le=32_000)
    limit_field: LimitField = LimitField.NEW

    @model_validator(mode="after")
    def _has_what_its_api_needs(self) -> Self:
        if self.api is Api.BEDROCK and self.secret is not None:
            raise ValueError("bedrock takes no secret: the function's role asks")
        if self.api is Api.OPENAI_COMPATIBLE or self.endpoint:
            checked_endpoint(self.endpoint, has_secret=self.secret is not None)
        return self


def load(text: str | None, stage: str) -> NarratorConfiguration | None:
    """The configuration in an operator's JSON: `{"api": "bedrock", "model": "…"}`. None where none is given: the rules' words stand.

    `NarrativeMisconfigured` for what can't be used, and for a secret whose name says that it is another's: what renders may read this
    stage's `folio/<stage>/narrative…` and no platform's key.
    """
    if text is None or not text.strip():
        return None
    try:
        configuration = NarratorConfiguration.model_validate(json.loads(text))
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'narrative'}: {fault['msg']}" for fault in error.errors(include_input=False)
        )
    except ValueError:
        faults = "the narrative's configuration is no JSON"
    else:
        own = f"folio/{stage}/narrative"
        if configuration.secret is None or configuration.secret.startswith(own):
            return configuration
        faults = f"secret: its name must begin with {own}"
    raise NarrativeMisconfigured(faults)
