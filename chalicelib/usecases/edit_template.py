"""Edit a template: an organization's own gets another version. What was made with an older one keeps it."""

from dataclasses import dataclass, replace

from chalicelib.domain import ids
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller, require_organization
from chalicelib.domain.clock import Clock
from chalicelib.domain.errors import Forbidden
from chalicelib.domain.template import Template
from chalicelib.usecases.find_template import FindTemplate
from chalicelib.usecases.ports.templates import Templates
from chalicelib.usecases.settled import settled
from chalicelib.usecases.template_change import TemplateChange, changed


@dataclass(frozen=True, slots=True)
class EditTemplate:
    """The use case, with what it depends on."""

    templates: Templates
    find: FindTemplate
    clock: Clock
    attempt: Attempt

    def __call__(self, caller: Caller, key: str, change: TemplateChange) -> Template:
        """The new active version; the present one where nothing changes.

        `NotFound` for a template that the organization does not see, `InvalidBody` for sections of another kind of report than it
        makes, `Forbidden` for a system template and for a caller who is restricted to a brand.
        """
        require_organization(caller, "A template of the organization")
        new_id = ids.new_id(ids.TEMPLATE, self.attempt.clock(), self.attempt.random)

        def edit() -> Template:
            active = self.find(caller.organization_id, key, None)
            if active.is_system:
                raise Forbidden("A system template is changed by cloning it")
            edited = changed(active, change)
            if edited == active or active.id == new_id:
                return active
            next_version = replace(edited, id=new_id, version=active.version + 1, created_at=self.clock())
            self.templates.supersede(caller.organization_id, next_version, was=active)
            return next_version

        return settled(edit, "the report template")
