"""Which resource API Gateway picks for a path. Pure.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html: a literal segment wins over
a parameter, a parameter over a greedy one. Parameters match one non-empty segment and stay percent-encoded.
"""

from collections.abc import Iterable
from dataclasses import dataclass

GREEDY = "/{proxy+}"


@dataclass(frozen=True, slots=True)
class Match:
    """A resource and what its parameters matched."""

    resource: str
    parameters: dict[str, str]


def match(path: str, resources: Iterable[str]) -> Match | None:
    """The resource for a path, or None where the gateway itself would refuse it."""
    segments = path.split("/")[1:]
    found = [candidate for candidate in (_fit(segments, resource) for resource in resources) if candidate is not None]
    if not found:
        return None
    return min(found, key=_generality)


def _fit(segments: list[str], resource: str) -> Match | None:
    if resource == GREEDY:
        return Match(resource, {"proxy": "/".join(segments)}) if any(segments) else None
    wanted = resource.split("/")[1:]
    if len(wanted) != len(segments):
        return None
    parameters = {}
    for want, segment in zip(wanted, segments, strict=True):
        if want.startswith("{") and segment:
            parameters[want[1:-1]] = segment
        elif want != segment:
            return None
    return Match(resource, parameters)


def _generality(candidate: Match) -> tuple[int, ...]:
    return tuple(2 if "+}" in part else int(part.startswith("{")) for part in candidate.resource.split("/")[1:])
