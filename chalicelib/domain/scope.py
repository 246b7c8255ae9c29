"""Scope: what a key may do. `*` ⊃ `read:all`, `write:all` ⊃ `read:X`, `write:X`; `write:X` implies `read:X`."""

from collections.abc import Iterable

SUBJECTS = (
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
)
ALL_SCOPES = frozenset({"*", "read:all", "write:all"} | {f"{verb}:{subject}" for verb in ("read", "write") for subject in SUBJECTS})

ANY_KEY = "any"
"""Needed by what every key may do: it is no scope, and no key holds it."""


def grants(scopes: Iterable[str], required: str) -> bool:
    """Whether a key with these scopes may do what needs `required`."""
    if required == ANY_KEY:
        return True
    verb, _, subject = required.partition(":")
    sufficient = {"*", f"{verb}:all", required}
    if verb == "read":
        sufficient |= {"write:all", f"write:{subject}"}
    return not sufficient.isdisjoint(scopes)
