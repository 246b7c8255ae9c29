"""How brands are answered."""

from typing import Literal

from chalicelib.domain.brand import Brand
from chalicelib.doors.call import AnswerModel, Instant


class CompetitorAnswer(AnswerModel):
    """A competitor."""

    name: str
    website: str | None
    aliases: list[str]


class BrandAnswer(AnswerModel):
    """A brand."""

    object: Literal["brand"] = "brand"
    id: str
    name: str
    website: str
    brand_aliases: list[str]
    competitors: list[CompetitorAnswer]
    categories: list[str]
    country: str | None
    language: str | None
    created_at: Instant
    updated_at: Instant


def brand_answer(brand: Brand) -> BrandAnswer:
    """A brand as it is answered."""
    return BrandAnswer.model_validate(brand, from_attributes=True)
