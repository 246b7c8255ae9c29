"""Results of cells: answered ones by which businesses they name, and failed ones."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Business, Sentiment, Tag
from chalicelib.domain.brand import Brand, Competitor
from chalicelib.domain.cell_result import CellResult, ResultStatus
from chalicelib.domain.citation import Citation

ASKED_AT = datetime(2026, 4, 22, 9, tzinfo=UTC)
ACME, BREWCO, DRIPPY = "Acme Coffee", "BrewCo", "Drippy"
BRAND = Brand(
    id="brand-1",
    organization_id="acme",
    name=ACME,
    website="https://www.acmecoffee.com/",
    brand_aliases=("Acme",),
    competitors=(Competitor(BREWCO), Competitor(DRIPPY), Competitor("Mute")),
    categories=("coffee",),
    country="Germany",
    language="English",
    created_at=ASKED_AT,
    updated_at=ASKED_AT,
)
_TAGS = {ACME: Tag.MY_BRAND, BREWCO: Tag.COMPETITOR, DRIPPY: Tag.COMPETITOR}


def answered(
    number: int,
    *names: str | tuple[str, int],
    prompt: int = 1,
    category: str = "coffee",
    platform: AiPlatform = AiPlatform.CHATGPT,
    cites: tuple[str, ...] = (),
    sentiment: Sentiment | None = Sentiment.NEUTRAL,
    **fields: Any,
) -> CellResult:
    """An answer that names businesses in this order, each once or (`("Acme Coffee", 3)`) so many times, and cites these URLs."""
    businesses = tuple(_business(rank, name) for rank, name in enumerate(names, start=1))
    rank = next((business.rank for business in businesses if business.tag is Tag.MY_BRAND), None)
    result = CellResult(
        id=f"result-{number}",
        report_id="ad_rpt_1",
        number=number,
        prompt_id=f"prompt-{prompt}",
        prompt_text=f"Best coffee {prompt}?",
        category=category,
        platform=platform,
        status=ResultStatus.ANSWERED,
        response="Text.",
        model="model-1",
        asked_at=ASKED_AT,
        brand_appears=rank is not None,
        rank=rank,
        sentiment=sentiment if rank is not None else None,
        citations=tuple(map(Citation.of, cites)),
        businesses=businesses,
    )
    return replace(result, **fields)


def failed(
    number: int, code: str = "timeout", *, prompt: int = 1, category: str = "coffee", platform: AiPlatform = AiPlatform.GROK
) -> CellResult:
    """A cell without an answer."""
    return CellResult(
        id=f"result-{number}",
        report_id="ad_rpt_1",
        number=number,
        prompt_id=f"prompt-{prompt}",
        prompt_text=f"Best coffee {prompt}?",
        category=category,
        platform=platform,
        status=ResultStatus.FAILED,
        error_code=code,
        error_message=f"It was {code}",
    )


def _business(rank: int, named: str | tuple[str, int]) -> Business:
    name, mentions = (named, 1) if isinstance(named, str) else named
    return Business(name, None, _TAGS.get(name, Tag.OTHER), rank, mentions)
