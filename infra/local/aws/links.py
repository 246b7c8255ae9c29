"""Presigned links, checked as S3 checks them: moto answers 200 to one that has expired or was tampered with."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from infra.local.aws import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

UNSUPPORTED = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
MISMATCH = "The request signature we calculated does not match the signature you provided. Check your key and signing method."


def checked(application: "WSGIApplication") -> "WSGIApplication":
    """The application behind a check of every request that carries its signature in the query."""

    def check(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        refusal = _refusal(environ, datetime.now(UTC))
        if refusal is None:
            return application(environ, start_response)
        status, code, message = refusal
        start_response(status, [("Content-Type", "application/xml")])
        return [f"<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>".encode()]

    return check


def _refusal(environ: "WSGIEnvironment", now: datetime) -> tuple[str, str, str] | None:
    """The status, code and message of S3's refusal, or None where the request is not presigned or rightly so."""
    fields = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    if "AWSAccessKeyId" in fields:
        return "400 Bad Request", "InvalidRequest", UNSUPPORTED
    if "X-Amz-Signature" not in fields:
        return None
    try:
        expires = _signed_at(fields) + timedelta(seconds=int(fields["X-Amz-Expires"]))
        expected = _signature(environ, fields)
    except (KeyError, ValueError):
        return "400 Bad Request", "AuthorizationQueryParametersError", "Query-string authentication requires the X-Amz parameters."
    if expected != fields["X-Amz-Signature"]:
        return "403 Forbidden", "SignatureDoesNotMatch", MISMATCH
    if now > expires:
        return "403 Forbidden", "AccessDenied", "Request has expired"
    return None


def _signed_at(fields: dict[str, str]) -> datetime:
    return datetime.strptime(fields["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _signature(environ: "WSGIEnvironment", fields: dict[str, str]) -> str:
    """The signature that this request should carry (AWS Signature Version 4, in the query)."""
    unsigned = {name: value for name, value in fields.items() if name != "X-Amz-Signature"}
    path = environ["RAW_URI"].partition("?")[0]
    request = AWSRequest(method=environ["REQUEST_METHOD"], url=f"http://{environ['HTTP_HOST']}{path}", params=unsigned)
    for name in fields["X-Amz-SignedHeaders"].split(";"):
        request.headers[name] = str(environ.get(f"HTTP_{name.upper().replace('-', '_')}", ""))
    request.context["timestamp"] = fields["X-Amz-Date"]
    signer = S3SigV4QueryAuth(Credentials(ACCESS_KEY_ID, SECRET_ACCESS_KEY), "s3", REGION, expires=int(fields["X-Amz-Expires"]))
    return signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
