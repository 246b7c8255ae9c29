"""Question sheet: everything that a visibility report asks and is measured by, frozen when the report is made.

What becomes of the brand, the config or the prompts afterwards changes nothing of a report that is under way.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.brand import Brand
from chalicelib.domain.cell import Cell, numbered
from chalicelib.domain.prompt import Prompt
from chalicelib.domain.region_config import RegionConfig
from chalicelib.domain.template import Template, TemplateIdentity


@dataclass(frozen=True, slots=True)
class Look:
    """How the report is made: its template and sections, whether it is reviewed first, and its title, where somebody gave one."""

    template: TemplateIdentity
    sections: tuple[str, ...]
    requires_review: bool
    title: str | None = None

    @classmethod
    def of(cls, template: Template, *, requires_review: bool = False, title: str | None = None) -> "Look":
        """The look of a template; reviewed where the template or `requires_review` says so."""
        identity = TemplateIdentity(template.id, template.key, template.version, template.name)
        return cls(identity, template.sections, template.requires_review or requires_review, title)


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """One market's questions about one brand. `cells` are numbered from 0 in the order of the report's join."""

    brand: Brand
    region_config_id: str
    region: str
    country: str
    language: str
    location: str | None
    ai_platforms: tuple[AiPlatform, ...]
    cells: tuple[Cell, ...]
    look: Look


def question_sheet(brand: Brand, config: RegionConfig, prompts: Iterable[Prompt], look: Look) -> QuestionSheet:
    """The sheet of a config as it stands: its enabled prompts, by age, on each of its platforms."""
    oldest_first = sorted(prompts, key=lambda prompt: prompt.created_at)  # stable: the prompts of one call stay in its order
    return QuestionSheet(
        brand=brand,
        region_config_id=config.id,
        region=config.name,
        country=config.country,
        language=config.language,
        location=config.location,
        ai_platforms=config.ai_platforms,
        cells=numbered(oldest_first, config.ai_platforms),
        look=look,
    )
