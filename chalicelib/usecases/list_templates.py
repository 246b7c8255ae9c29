"""List templates: the organization's own, newest first, then those that come with the service."""

from dataclasses import dataclass

from chalicelib import templates as system
from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.domain.template import Template
from chalicelib.usecases.ports.templates import Templates

_SYSTEM = "system:"


@dataclass(frozen=True, slots=True)
class ListTemplates:
    """The use case, with what it depends on."""

    templates: Templates

    def __call__(self, caller: Caller, *, include_system: bool, limit: int, after: str | None) -> Listing[Template]:
        """One page of the active versions; `after` is an earlier page's `after`."""
        own = Listing[Template]((), None)
        if after is None or not after.startswith(_SYSTEM):
            own = self.templates.page(caller.organization_id, limit=limit, after=after)
            if own.after is not None or not include_system:
                return own
            after = _SYSTEM
        keys = [key for key in sorted(system.names()) if key > after.removeprefix(_SYSTEM)]
        shown = keys[: limit - len(own.items)]
        last = shown[-1] if shown else ""
        return Listing((*own.items, *map(system.load, shown)), f"{_SYSTEM}{last}" if len(shown) < len(keys) else None)
