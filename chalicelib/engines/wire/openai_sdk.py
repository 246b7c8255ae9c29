"""The `openai` SDK against OpenAI and all who speak as it does: one request, and failures in the port's words."""

from collections.abc import Callable
from typing import Any

import httpx2
import openai

from chalicelib.engines.wire import failures, http
from chalicelib.engines.wire.way import Way

type Raw = Callable[[openai.OpenAI], Any]
_NO_KEY = "none"
"""The SDK insists on a key; a model on the operator's own machine does not."""


def body(way: Way, seconds: float, create: Raw) -> dict[str, Any]:
    """The body that the platform sent, as it came: vendors add fields that the SDK doesn't know. `create` answers a raw response."""
    key = way.key()
    client = openai.OpenAI(
        api_key=key or _NO_KEY, base_url=way.endpoint, timeout=http.timeout(seconds), max_retries=0, http_client=http.client()
    )
    try:
        response: httpx2.Response = create(client).http_response
    except openai.APITimeoutError:
        condition: failures.Condition = failures.timed_out()
    except openai.APIConnectionError:
        condition = failures.away()
    except openai.APIStatusError as error:
        condition = failures.of_response(error.response, key=key)
    else:
        return http.body_of(response, key=key)
    raise condition
