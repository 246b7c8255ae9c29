"""Find templates: the ones that come with the service, as far as all their sections stand."""

from collections.abc import Callable

from chalicelib import sections, templates
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import NotFound
from chalicelib.domain.listing import Listing
from chalicelib.domain.report import ReportKind
from chalicelib.domain.template import Template

type FindTemplate = Callable[[str, str, int | None], Template]
"""`find_template`, as use cases are handed it: organization, key, version."""


def find_template(_organization_id: str, key: str, version: int | None) -> Template:
    """The version of a template that an organization sees (default: the active one); `NotFound` where there is none."""
    try:
        return templates.load(key, version)
    except KeyError:
        raise NotFound("report template") from None


def wanted_template(find: FindTemplate, organization_id: str, key: str, version: int | None, kind: ReportKind) -> Template:
    """The template that a body asks for in `template_key`; `NotFound` with that field where it is unseen, or makes another kind."""
    try:
        template = find(organization_id, key, version)
    except NotFound as unseen:
        raise NotFound(unseen.what, field="template_key") from None
    if sections.of_another_kind(template.sections, kind):
        raise NotFound(f"template of {kind} reports", field="template_key")
    return template


def list_templates(_caller: Caller, *, include_system: bool, limit: int, after: str | None) -> Listing[Template]:
    """The templates of an organization, by key."""
    keys = [key for key in sorted(templates.names()) if include_system and (after is None or key > after)]
    page = tuple(templates.load(key) for key in keys[:limit])
    return Listing(page, page[-1].key if len(keys) > limit else None)
