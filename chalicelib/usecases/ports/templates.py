"""Port: where organizations' own report templates are kept, version by version."""

from typing import Protocol

from chalicelib.domain.errors import Conflict
from chalicelib.domain.listing import Listing
from chalicelib.domain.template import Template


class KeyTaken(Conflict):
    """A template of the organization, or of the system, has this key."""

    def __init__(self) -> None:
        super().__init__("Another report template has this key", {"reason": "key_taken"})


class Templates(Protocol):
    """Templates by key. The newest version is the active one. Reads of a template are never stale."""

    def add(self, organization_id: str, template: Template) -> None:
        """Store a new template's first version; `KeyTaken` where the organization has one with this key."""
        ...

    def get(self, organization_id: str, key: str, version: int | None = None) -> Template | None:
        """The version (None: the active one), or None."""
        ...

    def supersede(self, organization_id: str, template: Template, *, was: Template) -> None:
        """Store the next version of the one that was read as active; `Stale` where it is not by now."""
        ...

    def page(self, organization_id: str, *, limit: int, after: str | None) -> Listing[Template]:
        """One page of the active versions, the newest template first; `after` is an earlier page's `after`."""
        ...

    def versions(self, organization_id: str, key: str, *, limit: int, after: str | None) -> Listing[Template]:
        """One page of a template's versions, newest first."""
        ...
