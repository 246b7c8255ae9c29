"""Clone a template: an organization's own begins as a copy of another, its own or the system's."""

from dataclasses import dataclass, replace

from chalicelib import templates as system
from chalicelib.domain import ids
from chalicelib.domain.caller import Caller, require_organization
from chalicelib.domain.clock import Clock
from chalicelib.domain.template import Template
from chalicelib.usecases.find_template import FindTemplate, named_template
from chalicelib.usecases.made_once import made_once
from chalicelib.usecases.ports.templates import KeyTaken, Templates
from chalicelib.usecases.template_change import TemplateChange, changed


@dataclass(frozen=True, slots=True)
class CloneTemplate:
    """The use case, with what it depends on."""

    templates: Templates
    find: FindTemplate
    clock: Clock
    random: ids.RandomBytes
    resumes: bool = False

    def __call__(self, caller: Caller, from_key: str, key: str, change: TemplateChange) -> Template:
        """Version 1 of a new template: the active version of `from_key`, with these changes.

        `NotFound` for one that the organization does not see, `InvalidBody` for sections of another kind of report than it makes,
        `KeyTaken` for a key that a template of the organization or of the system has, `Forbidden` for a caller restricted to a brand.
        """
        require_organization(caller, "A template of the organization")
        now = self.clock()
        new_id = ids.new_id(ids.TEMPLATE, now, self.random)

        def made() -> Template | None:
            first = self.templates.get(caller.organization_id, key, 1)
            return first if first is not None and first.id == new_id else None

        def make() -> Template:
            source = named_template(self.find, caller.organization_id, from_key, None, field="from_key")
            template = replace(changed(source, change), id=new_id, key=key, version=1, is_system=False, created_at=now)
            if key in system.reserved():
                raise KeyTaken
            self.templates.add(caller.organization_id, template)
            return template

        return made_once(made, make, resumes=self.resumes)
