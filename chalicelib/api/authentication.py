"""Authentication: from a bearer key to the caller it acts for."""

import hmac

from chalicelib.api.envelope import InsufficientScope, Unauthorized
from chalicelib.domain import api_key, scope
from chalicelib.domain.caller import Caller
from chalicelib.usecases.ports.api_keys import ApiKeys

_SCHEME = "bearer "


def authenticate(authorization: str | None, keys: ApiKeys) -> Caller:
    """The caller behind an `Authorization` header; `Unauthorized` where there is none."""
    if authorization is None or not authorization.lower().startswith(_SCHEME):
        raise Unauthorized
    secret = authorization[len(_SCHEME) :].strip()
    if not api_key.has_form(secret):
        raise Unauthorized
    key_hash = api_key.hashed(secret)
    key = keys.find(key_hash)
    if key is None or not hmac.compare_digest(key.key_hash, key_hash):
        raise Unauthorized
    return Caller(organization_id=key.organization_id, key_id=key.id, scopes=key.scopes)


def authorize(caller: Caller, required: str) -> None:
    """`InsufficientScope` where the caller's key may not do what needs this scope."""
    if not scope.grants(caller.scopes, required):
        raise InsufficientScope(required, tuple(sorted(caller.scopes)))
