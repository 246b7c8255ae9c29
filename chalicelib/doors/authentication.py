"""Authentication: from a bearer key to the caller it acts for, and from the key's scopes to what they allow."""

from chalicelib import wiring
from chalicelib.domain import scope
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import InsufficientScope, Unauthorized
from chalicelib.observability import count
from chalicelib.usecases.use_api_key import Admission

_SCHEME = "bearer "


def admitted(authorization: str | None, *, paid: bool) -> Admission:
    """Whose request this is, counted in their minute; `Unauthorized` or `RateLimitExceeded`."""
    secret = bearer(authorization)
    admission = wiring.use_api_key()(secret, paid=paid)
    if not admission.counted:
        count("request_not_counted")
    return admission


def bearer(authorization: str | None) -> str:
    """The secret of an `Authorization` header; `Unauthorized` where there is none."""
    if authorization is None or not authorization.lower().startswith(_SCHEME):
        raise Unauthorized
    return authorization[len(_SCHEME) :].strip()


def authorize(caller: Caller, required: str) -> None:
    """`InsufficientScope` where the caller's key may not do what needs this scope."""
    if not scope.grants(caller.scopes, required):
        raise InsufficientScope(required, tuple(sorted(caller.scopes)))
