"""Use an API key: from a secret to the caller it acts for. One write authenticates, counts the request and notes the last use."""

import hmac
from dataclasses import dataclass

from chalicelib.domain import api_key
from chalicelib.domain.api_key import ApiKey
from chalicelib.domain.caller import Caller
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import RateLimitExceeded, Unauthorized, Unavailable
from chalicelib.domain.rate_limit import Allowance, Usage, allowance, usage_at
from chalicelib.usecases.ports.api_keys import ApiKeys, KeyUse


@dataclass(frozen=True, slots=True)
class Admission:
    """A caller, what their key has left of this minute, and whether this request could be counted in it."""

    caller: Caller
    allowance: Allowance
    counted: bool


@dataclass(frozen=True, slots=True)
class UseApiKey:
    """The use case, with what it depends on."""

    keys: ApiKeys
    clock: Clock

    def __call__(self, secret: str, *, paid: bool) -> Admission:
        """The caller; `Unauthorized` where the secret is no key's, `RateLimitExceeded` where the key's minute is full.

        Where the key can be read and not written (its store throttles writes), the request passes uncounted, unless what can be read
        says that the minute is full. `Unavailable` where it can't be read either.
        """
        if not api_key.has_form(secret):
            raise Unauthorized
        key_hash = api_key.hashed(secret)
        now = self.clock()
        try:
            use, counted = self.keys.use(key_hash, now, paid=paid), True
        except Unavailable:
            use, counted = self._uncounted(key_hash, paid=paid), False
        if use is None or not hmac.compare_digest(use.key.key_hash, key_hash):
            raise Unauthorized
        left = allowance(use.usage, now)
        if use.refused is not None:
            raise RateLimitExceeded(use.refused, left)
        return Admission(_caller(use.key), left, counted)

    def _uncounted(self, key_hash: str, *, paid: bool) -> KeyUse | None:
        found = self.keys.find(key_hash)
        if found is None:
            return None
        usage: Usage = usage_at(found.usage, self.clock())
        return KeyUse(found.key, usage, usage.full(paid=paid))


def _caller(key: ApiKey) -> Caller:
    return Caller(
        organization_id=key.organization_id,
        key_id=key.id,
        scopes=key.scopes,
        key_prefix=key.key_prefix,
        allowed_brand_id=key.allowed_brand_id,
        key_hash=key.key_hash,
    )
