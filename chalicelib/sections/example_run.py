"""An example to show a visibility section with: an invented brand, six questions to three platforms, and five runs before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Business, Sentiment, Tag
from chalicelib.domain.brand import Brand, Competitor
from chalicelib.domain.cell_result import CellResult, ResultStatus
from chalicelib.domain.citation import Citation
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.visibility_facts import Market, PastRun, VisibilityFacts
from chalicelib.domain.wilson import Proportion

DAY = date(2026, 4, 21)
_AT = datetime(2026, 4, 21, 9, tzinfo=UTC)
_BRAND = Brand(
    id="00000000-0000-7000-8000-000000000001",
    organization_id="example",
    name="Acme Coffee Roasters",
    website="https://acmecoffee.example/",
    brand_aliases=("Acme Coffee",),
    competitors=(Competitor("Blue Anchor"), Competitor("Northwind Roast")),
    categories=(),
    country="United States",
    language="English",
    created_at=_AT,
    updated_at=_AT,
)
_PLATFORMS = (AiPlatform.CHATGPT, AiPlatform.PERPLEXITY, AiPlatform.CLAUDE)
_PROMPTS = (
    ("Best single-origin roaster for an office?", "Recommendation"),
    ("Which coffee roasters ship within two days?", "Delivery"),
    ("Wholesale beans for a small café: who should I ask?", "Wholesale"),
    ("Cheapest good espresso beans per pound?", "Price"),
    ("Which coffee subscription should I get?", "Recommendation"),
    ("Which roasters print the roast date on the bag?", "Quality"),
)
_NAMED = ("AB AB BA", "AB - B", "BA AN N", "BN N B", "A AB AB", "AN A A")
"""Who is named by each platform on each prompt, in order: Acme, Blue Anchor, Northwind; `-` failed."""
_BUSINESSES = {"A": (_BRAND.name, Tag.MY_BRAND), "B": ("Blue Anchor", Tag.COMPETITOR), "N": ("Northwind Roast", Tag.COMPETITOR)}


def run(*sections: str) -> VisibilityFacts:
    """A run of one market, for a report of these sections."""
    results = tuple(_result(number) for number in range(len(_PROMPTS) * len(_PLATFORMS)))
    return VisibilityFacts(
        report_id="ad_rpt_0000000000e008000000000004",
        title=f"{_BRAND.name} – US consumers ({DAY})",
        organization_id="example",
        template=TemplateIdentity("ad_rtpl_0000000000e008000000000005", "ai_visibility", 1, "AI Visibility"),
        sections=sections,
        day=DAY,
        at=_AT,
        timezone="America/New_York",
        brand=_BRAND,
        market=Market("00000000-0000-7000-8000-000000000002", "US consumers", "United States", "English", None),
        ai_platforms=_PLATFORMS,
        results=results,
        past_runs=tuple(_past(weeks, appeared) for weeks, appeared in ((5, 7), (4, 8), (3, 8), (2, 10), (1, 9))),
        results_before=tuple(_earlier(result) for result in results),
        gathered_at=_AT + timedelta(minutes=20),
    )


def _result(number: int) -> CellResult:
    prompt, place = divmod(number, len(_PLATFORMS))
    text, category = _PROMPTS[prompt]
    named = _NAMED[prompt].split()[place]
    asked = CellResult(
        id=f"example-{number}",
        report_id="ad_rpt_0000000000e008000000000004",
        number=number,
        prompt_id=f"prompt-{prompt}",
        prompt_text=text,
        category=category,
        platform=_PLATFORMS[place],
        status=ResultStatus.FAILED,
    )
    if named == "-":
        return replace(asked, error_code="rate_limited", error_message="The platform kept asking to wait")
    businesses = tuple(Business(*_named(letter), rank=rank, mentions=1 + (number + rank) % 2) for rank, letter in enumerate(named, 1))
    rank = named.index("A") + 1 if "A" in named else None
    return replace(
        asked,
        status=ResultStatus.ANSWERED,
        response="An invented answer.",
        model=f"{_PLATFORMS[place]}-example",
        asked_at=_AT + timedelta(seconds=30 * number),
        brand_appears=rank is not None,
        rank=rank,
        sentiment=(Sentiment.POSITIVE, Sentiment.NEUTRAL)[number % 2] if rank else None,
        businesses=businesses,
        citations=tuple(Citation.of(f"https://{host}/{number}") for host in ("acmecoffee.example", "cuppingnotes.example")[number % 2 :]),
    )


def _named(letter: str) -> tuple[str, None, Tag]:
    name, tag = _BUSINESSES[letter]
    return name, None, tag


def _past(weeks: int, appeared: int) -> PastRun:
    platforms = tuple((platform, Proportion(appeared // 3, 6)) for platform in _PLATFORMS)
    return PastRun(f"past-{weeks}", DAY - timedelta(weeks=weeks), _AT - timedelta(weeks=weeks), Proportion(appeared, 18), 0, platforms)


def _earlier(result: CellResult) -> CellResult:
    """The same a week before, but for every fifth answer, which did not name the brand then."""
    if not result.is_answered or result.number % 5:
        return result
    others = tuple(business for business in result.businesses if business.tag is not Tag.MY_BRAND)
    return replace(result, brand_appears=False, rank=None, sentiment=None, businesses=others)
