"""Wiring of API keys: who may come in, and who lets others in."""

from functools import cache

from chalicelib.domain.attempt import Attempt
from chalicelib.usecases.create_api_key import CreateApiKey
from chalicelib.usecases.issue_api_key import IssueApiKey
from chalicelib.usecases.list_api_keys import ListApiKeys
from chalicelib.usecases.read_api_key import ReadApiKey
from chalicelib.usecases.revoke_api_key import RevokeApiKey
from chalicelib.usecases.use_api_key import UseApiKey
from chalicelib.wiring.process import clock, random
from chalicelib.wiring.scheduling import read_brand
from chalicelib.wiring.stores import api_keys


@cache
def use_api_key() -> UseApiKey:
    """Use an API key."""
    return UseApiKey(api_keys(), clock)


def create_api_key(attempt: Attempt) -> CreateApiKey:
    """Create an API key."""
    return CreateApiKey(IssueApiKey(api_keys(), attempt.clock, attempt.random, random, attempt.resumes), read_brand())


@cache
def read_api_key() -> ReadApiKey:
    """Read an API key."""
    return ReadApiKey(api_keys())


@cache
def list_api_keys() -> ListApiKeys:
    """List API keys."""
    return ListApiKeys(api_keys())


@cache
def revoke_api_key() -> RevokeApiKey:
    """Revoke an API key."""
    return RevokeApiKey(api_keys(), read_api_key())
