"""The known conditions: each ends as one documented code at the edge. Anything else that is raised is a bug."""

from dataclasses import dataclass, field

from chalicelib.domain.rate_limit import Allowance, Tier


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what a caller sent: where (`("body", "title")`), what, and a stable kind (`"too_long"`)."""

    loc: tuple[str | int, ...]
    msg: str
    type: str


class KnownCondition(Exception):
    """Base of everything that a caller can be told."""


@dataclass(eq=False)
class Unauthorized(KnownCondition):
    """No key, or none that is known."""


@dataclass(eq=False)
class RateLimitExceeded(KnownCondition):
    """A key whose minute is full; the same again after it may work."""

    tier: Tier
    allowance: Allowance


@dataclass(eq=False)
class InsufficientScope(KnownCondition):
    """A key that may not do this."""

    required: str
    held: tuple[str, ...]


@dataclass(eq=False)
class BrandNotAuthorized(KnownCondition):
    """A key that is restricted to one brand, and another brand of its organization."""


@dataclass(eq=False)
class NotFound(KnownCondition):
    """Nothing there that this caller may see. `field` names the body field that held the id, when one did."""

    what: str
    field: str | None = None


@dataclass(eq=False)
class Conflict(KnownCondition):
    """The present state forbids it. `details` say which state, reason or cap: `status`, `reason` or `limit`.

    `retry_after`: the seconds after which the same may be fine, where they are known.
    """

    message: str
    details: dict[str, str | int] = field(default_factory=dict)
    retry_after: int | None = None


@dataclass(eq=False)
class InvalidBody(KnownCondition):
    """The request's body breaks one or more rules; every one of them is listed."""

    faults: tuple[Fault, ...]


@dataclass(eq=False)
class InvalidQuery(KnownCondition):
    """A query parameter or header breaks a rule."""

    faults: tuple[Fault, ...]


@dataclass(eq=False)
class Forbidden(KnownCondition):
    """Known, and not allowed."""

    message: str


@dataclass(eq=False)
class Unavailable(KnownCondition):
    """Something this needs is throttled or away; the same again after `retry_after` seconds may work."""

    what: str
    retry_after: int = 2


class AlreadyMade(Exception):
    """The id of a new thing is taken: an earlier attempt at the same request made it."""


class Stale(Exception):
    """A conditional write found that its item had changed since it was read: read again, decide again."""
