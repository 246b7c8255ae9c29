"""Amazon Bedrock Converse, for a model without another key: the function's role asks, and the model knows no search."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as NoConnection

from chalicelib.engines.wire import failures, http, market
from chalicelib.engines.wire.way import Way
from chalicelib.usecases.ports.engines import Answer, AskFailed, Question

_MAX_TOKENS = 8192
_REFUSALS = {"guardrail_intervened", "content_filtered"}
_CODES = {
    "AccessDeniedException": AskFailed("access_refused", "This account may not ask the model on Bedrock"),
    "ResourceNotFoundException": AskFailed("unknown_model", "Bedrock has no such model in this region"),
}
_LATER = {
    "ModelNotReadyException",
    "ModelTimeoutException",
    "ThrottlingException",
    "ServiceUnavailableException",
    "InternalServerException",
}

type MakeClient = Callable[[str, int], Any]


class BedrockEngine:
    """`make_client` answers a client for an endpoint and a time-out in seconds."""

    def __init__(self, way: Way, make_client: MakeClient | None = None) -> None:
        self._way = way
        self._make_client = make_client or client

    def ask(self, question: Question) -> Answer:
        """One request; see `Engine`."""
        runtime = self._make_client(self._way.endpoint, math.ceil(question.timeout))
        try:
            response: dict[str, Any] = runtime.converse(
                modelId=self._way.model,
                system=[{"text": market.instructions(question, has_location_field=False)}],
                messages=[{"role": "user", "content": [{"text": question.prompt}]}],
                inferenceConfig={"maxTokens": _MAX_TOKENS},
            )
        except ReadTimeoutError:
            condition: failures.Condition = failures.timed_out()
        except (NoConnection, HTTPClientError):
            condition = failures.away()
        except ClientError as error:
            condition = _refusal(error)
        else:
            return parse(response, self._way.model)
        raise condition


def build(way: Way) -> BedrockEngine:
    """The engine of a platform that is asked this way."""
    return BedrockEngine(way)


@lru_cache(maxsize=4)
def client(endpoint: str, seconds: int) -> Any:
    """A `bedrock-runtime` client, kept for the next question; an empty endpoint is the region's own."""
    config = Config(connect_timeout=http.CONNECT_SECONDS, read_timeout=seconds, retries={"total_max_attempts": 1})
    return boto3.client("bedrock-runtime", endpoint_url=endpoint or None, config=config)


def _refusal(error: ClientError) -> failures.Condition:
    code = error.response["Error"].get("Code", "")
    if code in _CODES:
        return AskFailed(_CODES[code].code, _CODES[code].message)
    metadata = error.response.get("ResponseMetadata", {})
    status = 503 if code in _LATER else int(metadata.get("HTTPStatusCode", 400))
    body = {"error": {"message": error.response["Error"].get("Message", "")}}
    return failures.of_status(status, metadata.get("HTTPHeaders", {}), body, key="")


def parse(response: dict[str, Any], model: str) -> Answer:
    """The text of all of the message's blocks. Converse doesn't say which model answered: it is the one that was asked."""
    if response.get("stopReason") in _REFUSALS:
        raise failures.refused(str(response["stopReason"]))
    blocks = ((response.get("output") or {}).get("message") or {}).get("content") or []
    text = "".join(block.get("text") or "" for block in blocks).strip()
    if not text:
        raise failures.empty()
    usage = response.get("usage") or {}
    return Answer(text, model, (), usage.get("inputTokens"), usage.get("outputTokens"))
