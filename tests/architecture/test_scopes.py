"""What each scope lets a key do: every scope × every declared route, with verdicts that owe nothing to the code that decides."""

import pytest

from chalicelib.api.endpoint import Endpoint
from chalicelib.api.routes import ROUTES
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import InsufficientScope
from chalicelib.domain.scope import ALL_SCOPES, ANY_KEY
from chalicelib.doors.authentication import authorize

SUBJECTS = [
    "brands",
    "scheduled",
    "region-configs",
    "prompts",
    "reports",
    "templates",
    "ad-accounts",
    "targets",
    "approvals",
    "webhooks",
    "shares",
    "keys",
]
# spec/api.md: `*` ⊃ `read:all`, `write:all` ⊃ `read:X`, `write:X`; `write:X` implies `read:X`.
IMPLIED: dict[str, set[str]] = {
    "*": {"read:all", "write:all"},
    "read:all": {f"read:{subject}" for subject in SUBJECTS},
    "write:all": {f"write:{subject}" for subject in SUBJECTS},
    **{f"write:{subject}": {f"read:{subject}"} for subject in SUBJECTS},
}
SUBJECT_OF = {
    "ad-accounts": "ad-accounts",
    "api-keys": "keys",
    "brands": "brands",
    "jobs": "scheduled",
    "region-configs": "region-configs",
    "report-sections": "templates",
    "report-targets": "targets",
    "report-templates": "templates",
    "reports": "reports",
    "scheduled-reports": "scheduled",
    "white-label": "brands",
}
"""By the first word of a path …"""
SUBJECT_OF_PART = {"prompts": "prompts", "approval": "approvals"}
"""… unless its last word is one of these."""
OPEN = {"/v1/health", "/v1/openapi.json", "/docs", "/docs/{asset}"}
ANYBODYS = {"/v1/me"}
ENDPOINTS = [endpoint for resource in ROUTES for endpoint in resource.endpoints]


def _closure(scope: str) -> set[str]:
    """A scope and all that it implies."""
    reached, new = {scope}, {scope}
    while new:
        new = {implied for known in new for implied in IMPLIED.get(known, set())} - reached
        reached |= new
    return reached


def _expected(endpoint: Endpoint) -> str | None:
    """The scope that a route should need, from its method and path."""
    if endpoint.path in OPEN:
        return None
    if endpoint.path in ANYBODYS:
        return ANY_KEY
    words = [word for word in endpoint.path.split("/") if word and not word.startswith("{")][1:]
    named = [word for word in words if word in SUBJECT_OF_PART]
    subject = SUBJECT_OF_PART[named[0]] if named else SUBJECT_OF[words[0]]
    return f"{'read' if endpoint.method == 'GET' else 'write'}:{subject}"


def _may(scope: str, endpoint: Endpoint) -> bool:
    assert endpoint.scope is not None
    try:
        authorize(Caller("acme", "key-1", frozenset({scope})), endpoint.scope)
    except InsufficientScope as refusal:
        assert (refusal.required, refusal.held) == (endpoint.scope, (scope,))
        return False
    return True


def test_the_scopes_are_the_documented_ones() -> None:
    documented = {"*", "read:all", "write:all"} | {f"{verb}:{subject}" for verb in ("read", "write") for subject in SUBJECTS}
    assert documented == ALL_SCOPES
    assert _closure("*") == documented


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_a_route_needs_the_scope_of_what_it_is_about(endpoint: Endpoint) -> None:
    assert endpoint.scope == _expected(endpoint)


@pytest.mark.parametrize("scope", sorted(ALL_SCOPES))
def test_a_scope_opens_what_it_implies_and_nothing_else(scope: str) -> None:
    keyed = [endpoint for endpoint in ENDPOINTS if endpoint.scope is not None]
    opened = {endpoint.name: _may(scope, endpoint) for endpoint in keyed}
    assert opened == {endpoint.name: endpoint.scope in _closure(scope) | {ANY_KEY} for endpoint in keyed}
    assert any(opened.values())


def test_no_scope_is_no_right() -> None:
    nobody = Caller("acme", "key-1", frozenset())
    for endpoint in ENDPOINTS:
        if endpoint.scope not in {None, ANY_KEY}:
            with pytest.raises(InsufficientScope):
                authorize(nobody, str(endpoint.scope))


def test_what_every_key_may_do_is_no_scope_that_a_key_could_hold() -> None:
    assert ANY_KEY not in ALL_SCOPES
