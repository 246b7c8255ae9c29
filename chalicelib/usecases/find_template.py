"""Find a template: one that comes with the service, as far as all its sections stand, or one of the organization's own."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from chalicelib import sections
from chalicelib import templates as system
from chalicelib.domain.errors import NotFound
from chalicelib.domain.report import ReportKind
from chalicelib.domain.template import MAX_VERSION, Template, is_key
from chalicelib.usecases.ports.templates import Templates

type TemplateFinder = Callable[[str, str, int | None], Template]
"""`FindTemplate`, as use cases are handed it: organization, key, version."""


@dataclass(frozen=True, slots=True)
class FindTemplate:
    """The use case, with what it depends on."""

    templates: Templates

    def __call__(self, organization_id: str, key: str, version: int | None) -> Template:
        """The version of a template that an organization sees (default: the active one); `NotFound`, of what, where there is none."""
        found = self._found(organization_id, key, version)
        if found is None:
            is_seen = version is not None and self._found(organization_id, key, None) is not None
            raise NotFound("version of this report template" if is_seen else "report template")
        return found

    def _found(self, organization_id: str, key: str, version: int | None) -> Template | None:
        if key in system.reserved():
            with suppress(KeyError):
                return system.load(key, version)
            return None
        formed = is_key(key) and (version is None or version <= MAX_VERSION)
        return self.templates.get(organization_id, key, version) if formed else None


def wanted_template(find: TemplateFinder, organization_id: str, key: str, version: int | None, kind: ReportKind) -> Template:
    """The template that a body asks for in `template_key`; `NotFound` with that field where it is unseen, or makes another kind.

    Of a template that is seen, a version that is not there is `NotFound` with the field `template_version`.
    """
    try:
        template = named_template(find, organization_id, key, version, field="template_key")
    except NotFound:
        if version is None or not _is_seen(find, organization_id, key):
            raise
        raise NotFound("version of this report template", field="template_version") from None
    if sections.of_another_kind(template.sections, kind):
        raise NotFound(f"template of {kind} reports", field="template_key")
    return template


def _is_seen(find: TemplateFinder, organization_id: str, key: str) -> bool:
    try:
        return bool(find(organization_id, key, None))
    except NotFound:
        return False


def named_template(find: TemplateFinder, organization_id: str, key: str, version: int | None, *, field: str) -> Template:
    """The template that a body names in a field; `NotFound` with that field where it is unseen."""
    try:
        return find(organization_id, key, version)
    except NotFound as unseen:
        raise NotFound(unseen.what, field=field) from None


def template_kind(template: Template) -> ReportKind:
    """Of which kind the reports are that it makes: its sections are all of one."""
    return sections.load(template.sections[0]).kind
