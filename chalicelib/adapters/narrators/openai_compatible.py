"""The port `Narrator` by any endpoint that speaks OpenAI's Chat Completions, over urllib3, which every Lambda carries for botocore.

https://developers.openai.com/api/reference/resources/chat
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import urllib3

from chalicelib.adapters.narrators.configuration import NarratorConfiguration
from chalicelib.adapters.narrators.reply import texts
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.rewording.request import INSTRUCTIONS, SCHEMA, Request
from chalicelib.usecases.ports.engines import SecretNotFound, Secrets
from chalicelib.usecases.ports.narrators import NotReworded

_MOST_BYTES = 2_000_000
_PIECE = 65_536
_PASSES = (408, 409, 425, 429, 500, 502, 503, 504)
_CODES = {401: "access_refused", 403: "access_refused", 404: "unknown_model", 408: "timed_out", 429: "throttled", 504: "timed_out"}
_SERVER_ERROR, _SUCCESS = 500, 200
_RETRY = urllib3.Retry(
    total=1,
    redirect=0,
    allowed_methods=None,  # a request for words may be sent again: nothing is changed by it
    status_forcelist=_PASSES,
    backoff_factor=1,
    respect_retry_after_header=False,  # it may ask for more time than there is
    raise_on_status=False,
    raise_on_redirect=False,
)


class CompatibleNarrator:
    """One request, and one more by urllib3 where that failed in a way that may pass. `monotonic` counts seconds."""

    def __init__(
        self,
        configuration: NarratorConfiguration,
        secrets: Secrets,
        http: urllib3.PoolManager | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._configuration = configuration
        self._secrets = secrets
        self._http = http or urllib3.PoolManager()
        self._monotonic = monotonic

    @property
    def model(self) -> str:
        """The model's name at that endpoint."""
        return self._configuration.model

    def reword(self, request: Request) -> Mapping[str, str]:
        """See `Narrator`."""
        return texts(_text(self._answer(self._body(request), self._headers())), request.passages)

    def _body(self, request: Request) -> dict[str, Any]:
        asked = {
            "model": self.model,
            "messages": [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": request.content}],
            self._configuration.limit_field.value: self._configuration.max_tokens,
        }
        if self._configuration.structured:
            schema = {"name": "passages", "strict": True, "schema": SCHEMA}
            asked["response_format"] = {"type": "json_schema", "json_schema": schema}
        return asked

    def _headers(self) -> dict[str, str]:
        if self._configuration.secret is None:
            return {}
        try:
            return {"Authorization": f"Bearer {self._secrets.get(self._configuration.secret)}"}
        except (SecretNotFound, Unavailable):
            raise NotReworded("key_missing") from None

    def _answer(self, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
        seconds = self._configuration.seconds
        end = self._monotonic() + 2 * seconds
        try:
            response = self._http.request(
                "POST",
                self._configuration.endpoint.rstrip("/") + "/chat/completions",
                json=body,
                headers=headers,
                timeout=urllib3.Timeout(connect=3, read=seconds),
                retries=_RETRY,
                preload_content=False,
            )
            try:
                if response.status != _SUCCESS:
                    code = _CODES.get(response.status, "server_error" if response.status >= _SERVER_ERROR else "request_refused")
                else:
                    return _object(self._read(response, end))
            finally:
                response.close()
        except urllib3.exceptions.MaxRetryError as error:
            code = "timed_out" if isinstance(error.reason, urllib3.exceptions.ReadTimeoutError) else "away"
        except urllib3.exceptions.ReadTimeoutError:
            code = "timed_out"
        except urllib3.exceptions.HTTPError:
            code = "away"
        raise NotReworded(code)  # outside the handlers: what urllib3 raised may hold the endpoint's address

    def _read(self, response: urllib3.BaseHTTPResponse, end: float) -> bytes:
        """The body, read against the clock: the time-out is for each read, and a body that comes drop by drop never reaches it."""
        read = bytearray()
        while piece := response.read1(_PIECE):
            read += piece
            if self._monotonic() > end:
                raise NotReworded("timed_out")
            if len(read) > _MOST_BYTES:
                raise NotReworded("malformed")
        return bytes(read)


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise NotReworded("malformed")
    return answer


def _text(answer: dict[str, Any]) -> str:
    """Some servers answer 200 with an `error`; a refusal has a field of its own."""
    try:
        choice = answer["choices"][0]
        message, finish = choice["message"], choice.get("finish_reason")
        said = message.get("content") or ""
    except (KeyError, IndexError, TypeError, AttributeError):
        raise NotReworded("server_error" if "error" in answer else "malformed") from None
    if message.get("refusal") or finish == "content_filter":
        raise NotReworded("refused")
    if finish == "length":
        raise NotReworded("cut")
    if not isinstance(said, str):
        raise NotReworded("malformed")
    return said
