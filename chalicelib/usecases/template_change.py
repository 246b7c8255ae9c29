"""Template change: what a caller changes of a template, and the one rule that needs the template to be checked."""

from dataclasses import dataclass, replace

from chalicelib import sections
from chalicelib.domain.errors import Fault, InvalidBody
from chalicelib.domain.template import Template
from chalicelib.usecases.find_template import template_kind


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """What changes of a template; None leaves a field as it is."""

    name: str | None = None
    description: str | None = None
    sections: tuple[str, ...] | None = None
    requires_review: bool | None = None
    default_period_days: int | None = None


def changed(template: Template, change: TemplateChange) -> Template:
    """The template with a change in it; `InvalidBody` for sections of another kind of report than it makes."""
    kind = template_kind(template)
    other = sections.of_another_kind(change.sections or (), kind)
    if other:
        message = f"This is a template of {kind} reports, which can't have {', '.join(other)}"
        raise InvalidBody((Fault(("body", "sections"), message, "section_of_another_kind"),))
    return replace(
        template,
        name=template.name if change.name is None else change.name,
        description=template.description if change.description is None else change.description,
        sections=template.sections if change.sections is None else change.sections,
        requires_review=template.requires_review if change.requires_review is None else change.requires_review,
        default_period_days=template.default_period_days if change.default_period_days is None else change.default_period_days,
    )
