"""How report templates are answered."""

from typing import Literal

from chalicelib.domain.template import Template
from chalicelib.doors.call import AnswerModel, Instant


class TemplateAnswer(AnswerModel):
    """One version of a report template."""

    object: Literal["report_template"] = "report_template"
    id: str
    key: str
    version: int
    name: str
    description: str
    is_system: bool
    default_period_days: int
    sections: list[str]
    requires_review: bool
    created_at: Instant


def template_answer(template: Template) -> TemplateAnswer:
    """A version of a template as it is answered."""
    return TemplateAnswer.model_validate(template, from_attributes=True)
