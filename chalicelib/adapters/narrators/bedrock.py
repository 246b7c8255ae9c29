"""The port `Narrator` by Amazon Bedrock's Converse: the function's own role asks, in the account's own region.

https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
"""

import json
from collections.abc import Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as NoConnection

from chalicelib.adapters.narrators.configuration import NarratorConfiguration
from chalicelib.adapters.narrators.reply import texts
from chalicelib.domain.rewording.request import INSTRUCTIONS, SCHEMA, Request
from chalicelib.usecases.ports.narrators import NotReworded

_CODES = {
    "AccessDeniedException": "access_refused",
    "ResourceNotFoundException": "unknown_model",
    "ThrottlingException": "throttled",
    "ModelTimeoutException": "timed_out",
    "ModelNotReadyException": "away",
    "ServiceUnavailableException": "away",
    "InternalServerException": "server_error",
    "ModelErrorException": "server_error",
}
_STOPS = {
    "guardrail_intervened": "refused",
    "content_filtered": "refused",
    "max_tokens": "cut",
    "model_context_window_exceeded": "cut",
    "malformed_model_output": "malformed",
}


class BedrockNarrator:
    """One request, and one more by botocore where that failed in a way that may pass."""

    def __init__(self, configuration: NarratorConfiguration, client: Any) -> None:
        self._configuration = configuration
        self._client = client

    @property
    def model(self) -> str:
        """The model's id, or that of an inference profile."""
        return self._configuration.model

    def reword(self, request: Request) -> Mapping[str, str]:
        """See `Narrator`."""
        try:
            response: dict[str, Any] = self._client.converse(
                modelId=self.model,
                system=[{"text": INSTRUCTIONS}],
                messages=[{"role": "user", "content": [{"text": request.content}]}],
                inferenceConfig={"maxTokens": self._configuration.max_tokens},
                **({"outputConfig": {"textFormat": _FORMAT}} if self._configuration.structured else {}),
            )
        except ReadTimeoutError:
            code = "timed_out"
        except ClientError as error:
            code = _CODES.get(error.response["Error"].get("Code", ""), "request_refused")
        except (NoConnection, BotoCoreError):
            code = "away"
        else:
            return texts(_text(response), request.passages)
        raise NotReworded(code)  # outside the handlers: what boto3 raised may hold words of the request


def client(configuration: NarratorConfiguration) -> Any:
    """A `bedrock-runtime` client; without an endpoint it is the region's own."""
    config = Config(connect_timeout=3, read_timeout=configuration.seconds, retries={"mode": "standard", "total_max_attempts": 2})
    return boto3.client("bedrock-runtime", endpoint_url=configuration.endpoint or None, config=config)


def _text(response: dict[str, Any]) -> str:
    if code := _STOPS.get(str(response.get("stopReason"))):
        raise NotReworded(code)
    blocks = ((response.get("output") or {}).get("message") or {}).get("content") or []
    return "".join(block.get("text") or "" for block in blocks)


_FORMAT = {"type": "json_schema", "structure": {"jsonSchema": {"name": "passages", "schema": json.dumps(SCHEMA)}}}
