"""The API's definition, completed: every path and method reaches the application, and what only the gateway can answer is in its words.

Without this, a path or method that is not declared is the gateway's own 403, and an error of the gateway has a shape of its own.
Pure. It is part of the definition, not resources beside it: those get lost when the API is imported again.
"""

import copy
import json
import re
from typing import Any

from chalicelib.doors.envelope import Problem
from infra.gateway_errors import BY_RESPONSE_TYPE

ANY_METHOD = "x-amazon-apigateway-any-method"
INTEGRATION = "x-amazon-apigateway-integration"
RESPONSES = "x-amazon-apigateway-gateway-responses"
COMPRESSION = "x-amazon-apigateway-minimum-compression-size"
_ROOT, _REST = "/", "/{proxy+}"
_PARAMETER = re.compile(r"\{(\w+)\+?\}")
_REQUEST_ID = "$context.requestId"

type Definition = dict[str, Any]


def completed(definition: Definition, compressed_from: int) -> Definition:
    """The definition (Swagger 2.0, as Chalice writes it) with the any-method integration on every path, the rest of paths, and `/`.

    Answers of `compressed_from` bytes and more are compressed. It stands here beside the API's own property: SAM deploys the API anew
    where its definition changed, and a property that changed is not in force before that. Twice is once. ValueError where the
    definition has no integration to begin with.
    """
    whole = copy.deepcopy(definition)
    integration = _an_integration(whole)
    for path in {_ROOT, _REST, *whole["paths"]}:
        whole["paths"].setdefault(path, {})[ANY_METHOD] = _any_method(path, integration)
    whole[COMPRESSION] = compressed_from
    whole[RESPONSES] = {kind: _gateway_response(answer) for kind, answer in BY_RESPONSE_TYPE.items()}
    return whole


def _an_integration(definition: Definition) -> dict[str, Any]:
    """All routes are one function's: any route's integration is every route's."""
    for methods in definition["paths"].values():
        for method in methods.values():
            if isinstance(method, dict) and INTEGRATION in method:
                found: dict[str, Any] = method[INTEGRATION]
                return found
    raise ValueError("the definition has no route with an integration")


def _any_method(path: str, integration: dict[str, Any]) -> dict[str, Any]:
    return {
        "parameters": [{"name": name, "in": "path", "required": True, "type": "string"} for name in _PARAMETER.findall(path)],
        "produces": ["application/json"],
        "responses": {"200": {"description": "The application's own answer"}},
        INTEGRATION: copy.deepcopy(integration),
    }


def _gateway_response(answer: Problem) -> dict[str, Any]:
    headers = {"X-Correlation-ID": "context.requestId"} | {name: f"'{value}'" for name, value in answer.headers.items()}
    return {
        "statusCode": str(answer.status),
        "responseParameters": {f"gatewayresponse.header.{name}": value for name, value in headers.items()},
        "responseTemplates": {"application/json": json.dumps(answer.body(_REQUEST_ID))},
    }
