"""Wiring of what holds for every request."""

from functools import cache

from chalicelib.usecases.claim_request import ClaimRequest
from chalicelib.wiring.process import clock, random
from chalicelib.wiring.stores import idempotency_records


@cache
def claim_request() -> ClaimRequest:
    """Claim a request that carries an `Idempotency-Key`."""
    return ClaimRequest(idempotency_records(), clock, random)
