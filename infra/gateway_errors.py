"""What only API Gateway can answer, in the API's words: the one source of the deployed gateway's responses and of the local front's."""

from collections.abc import Mapping

from chalicelib.domain.errors import NotFound, Unauthorized, Unavailable
from chalicelib.doors.envelope import INTERNAL_ERROR, Problem, problem

RETRY_AFTER = 1
"""Seconds: the gateway's own throttling is by the second."""

VALIDATION = Problem(400, "validation_error", "Request validation failed")
UNAUTHORIZED = problem(Unauthorized())
FORBIDDEN = Problem(403, "forbidden", "You do not have permission to access this resource")
NOT_FOUND = problem(NotFound("path"))
PAYLOAD_TOO_LARGE = Problem(413, "payload_too_large", "Payload too large")
UNSUPPORTED_MEDIA_TYPE = Problem(415, "unsupported_media_type", "Unsupported media type")
THROTTLED = Problem(
    429, "rate_limit_exceeded", "Rate limit exceeded", {"retry_after": RETRY_AFTER, "scope": "burst"}, {"Retry-After": str(RETRY_AFTER)}
)
UNAVAILABLE = problem(Unavailable("the API"))

BY_RESPONSE_TYPE: Mapping[str, Problem] = {
    "ACCESS_DENIED": FORBIDDEN,
    "API_CONFIGURATION_ERROR": INTERNAL_ERROR,
    "AUTHORIZER_CONFIGURATION_ERROR": INTERNAL_ERROR,
    "AUTHORIZER_FAILURE": INTERNAL_ERROR,
    "BAD_REQUEST_BODY": VALIDATION,
    "BAD_REQUEST_PARAMETERS": VALIDATION,
    "DEFAULT_4XX": VALIDATION,
    "DEFAULT_5XX": INTERNAL_ERROR,  # a function that broke, or answered what is no answer: the gateway's 502
    "EXPIRED_TOKEN": UNAUTHORIZED,
    "INTEGRATION_FAILURE": INTERNAL_ERROR,
    "INTEGRATION_TIMEOUT": UNAVAILABLE,
    "INVALID_API_KEY": UNAUTHORIZED,
    "INVALID_SIGNATURE": UNAUTHORIZED,
    "MISSING_AUTHENTICATION_TOKEN": NOT_FOUND,  # what the gateway says of a path or method that it does not know
    "QUOTA_EXCEEDED": THROTTLED,
    "REQUEST_TOO_LARGE": PAYLOAD_TOO_LARGE,
    "RESOURCE_NOT_FOUND": NOT_FOUND,
    "THROTTLED": THROTTLED,
    "UNAUTHORIZED": UNAUTHORIZED,
    "UNSUPPORTED_MEDIA_TYPE": UNSUPPORTED_MEDIA_TYPE,
    "WAF_FILTERED": FORBIDDEN,
}
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html"""
