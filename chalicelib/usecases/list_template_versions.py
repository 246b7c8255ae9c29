"""List template versions: every version that a template had, newest first."""

from dataclasses import dataclass

from chalicelib.domain.caller import Caller
from chalicelib.domain.listing import Listing
from chalicelib.domain.template import Template
from chalicelib.usecases.find_template import FindTemplate
from chalicelib.usecases.ports.templates import Templates


@dataclass(frozen=True, slots=True)
class ListTemplateVersions:
    """The use case, with what it depends on."""

    templates: Templates
    find: FindTemplate

    def __call__(self, caller: Caller, key: str, *, limit: int, after: str | None) -> Listing[Template]:
        """One page; `NotFound` for a template that the organization does not see. A system template has the one version that it has."""
        template = self.find(caller.organization_id, key, None)
        if template.is_system:
            return Listing((template,), None)
        return self.templates.versions(caller.organization_id, key, limit=limit, after=after)
