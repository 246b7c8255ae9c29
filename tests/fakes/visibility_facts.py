"""Visibility facts to render: any number of prompts, platforms, competitors and past runs, varying by a seeded pattern."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from chalicelib import templates
from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Business, Sentiment, Tag
from chalicelib.domain.brand import Brand, Competitor
from chalicelib.domain.cell_result import CellResult, ResultStatus
from chalicelib.domain.citation import Citation
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.visibility_facts import Market, PastRun, VisibilityFacts
from chalicelib.domain.wilson import Proportion
from tests.fakes.cell_results import BRAND

DAY = date(2026, 4, 21)
AT = datetime(2026, 4, 21, 9, tzinfo=UTC)
PLATFORMS = tuple(AiPlatform)
FOUR = (AiPlatform.CHATGPT, AiPlatform.PERPLEXITY, AiPlatform.GEMINI, AiPlatform.CLAUDE)
COMPETITORS = ("Blue Anchor", "Northwind Roast", "Casa Lumen", "Tallgrass Coffee", "Fjord Kaffe")
CATEGORIES = ("Recommendation", "Delivery", "Wholesale", "Price", "Quality")
QUESTIONS = (
    "Best single-origin roaster for an office?",
    "Which coffee roasters ship across the US within two days?",
    "Wholesale beans for a small café: who should I ask?",
    "Cheapest good espresso beans per pound?",
    "Which roasters print the roast date on the bag?",
    "Which coffee subscription should I get for a household that drinks both filter and espresso?",
    "Where can I buy freshly roasted coffee online?",
)
SITES = ("cuppingnotes.example", "consumerdesk.example", "roastreview.example", "acmecoffee.example", "en.wiki.example", "reddit.example")
_LIKELY = {AiPlatform.CHATGPT: 0.8, AiPlatform.PERPLEXITY: 0.65, AiPlatform.GEMINI: 0.5, AiPlatform.CLAUDE: 0.2}
_LIKELY_BY_CATEGORY = (0.25, 0.1, 0.0, -0.35, 0.05)


def brand(name: str = "Acme Coffee Roasters", competitors: Sequence[str] = COMPETITORS) -> Brand:
    """A brand whose site is among the cited ones."""
    return Brand(
        id="018e7c2d-33ab-7df1-b1cd-2ac3a8f9112d",
        organization_id="org",
        name=name,
        website="https://www.acmecoffee.example/",
        brand_aliases=("Acme Coffee",),
        competitors=tuple(map(Competitor, competitors)),
        categories=(),
        country=None,
        language=None,
        created_at=AT,
        updated_at=AT,
    )


def facts(
    prompts: int = 24,
    platforms: Sequence[AiPlatform] = FOUR,
    *,
    of: Brand | None = None,
    questions: Sequence[str] = QUESTIONS,
    categories: Sequence[str] = CATEGORIES,
    failing: float = 0.02,
    past: int = 6,
    sample: bool = False,
    lift: float = 0.0,
    seed: int = 1,
    sites: Sequence[str] = SITES,
    **changes: object,
) -> VisibilityFacts:
    """A run's facts; `lift` is added to the brand's chance in this run against the one before, `changes` replace fields."""
    whose = of or brand()
    texts = [questions[n] if n < len(questions) else f"{questions[n % len(questions)]} ({n})" for n in range(prompts)]
    asked = [
        (n, text, categories[n % len(categories)], platform, n * len(platforms) + place)
        for n, text in enumerate(texts)
        for place, platform in enumerate(platforms)
    ]

    def answers(seed: int, lift: float) -> tuple[CellResult, ...]:
        wobble = random.Random(seed)  # noqa: S311 # a pattern, not a secret
        return tuple(
            _result(number, f"prompt-{n}", text, category, platform, whose, wobble, lift, failing, sample, sites, n % len(categories))
            for n, text, category, platform, number in asked
        )

    before = answers(seed + 100, 0.0) if past else ()
    made = VisibilityFacts(
        report_id="ad_rpt_01kx4d9v6qe8h9w5b2n7m3c1ta",
        title=f"{whose.name} – US consumers ({DAY})",
        organization_id="org",
        template=TemplateIdentity("ad_rtpl_01kx4d9v6qe8h9w5b2n7m3c1tb", "ai_visibility", 1, "AI Visibility"),
        sections=templates.load("ai_visibility").sections,
        day=DAY,
        at=AT,
        timezone="Europe/Berlin",
        brand=whose,
        market=Market("018e7c2d-33ab-7df1-b1cd-2ac3a8f9112e", "US consumers", "United States", "English", "Portland, Oregon"),
        ai_platforms=tuple(platforms),
        results=answers(seed, lift),
        past_runs=tuple(_past(weeks, before, seed) for weeks in range(past, 0, -1)),
        results_before=before,
        gathered_at=AT + timedelta(minutes=20),
    )
    return replace(made, **changes)  # type: ignore[arg-type] # fields of VisibilityFacts


def of_results(*results: CellResult, **changes: object) -> VisibilityFacts:
    """A run of exactly these results, a market's first, for tests whose arithmetic is done in the test."""
    platforms = tuple(dict.fromkeys(result.platform for result in results))
    made = facts(0, platforms, of=BRAND, past=0, results=results)
    return replace(made, **changes)  # type: ignore[arg-type] # fields of VisibilityFacts


def run_of(*results: CellResult, at: datetime = AT - timedelta(weeks=1)) -> PastRun:
    """What a later report knows of a run of these results."""
    answered = [result for result in results if result.is_answered]
    platforms = tuple(dict.fromkeys(result.platform for result in results))
    by_platform = tuple((platform, _of([cell for cell in answered if cell.platform is platform])) for platform in platforms)
    return PastRun("past", at.date(), at, _of(answered), len(results) - len(answered), by_platform)


def _result(
    number: int,
    prompt_id: str,
    text: str,
    category: str,
    platform: AiPlatform,
    whose: Brand,
    wobble: random.Random,
    lift: float,
    failing: float,
    sample: bool,  # noqa: FBT001 # a pattern's parameter
    sites: Sequence[str],
    place: int,
) -> CellResult:
    asked = CellResult(f"result-{number}", "ad_rpt_1", number, prompt_id, text, category, platform, ResultStatus.FAILED)
    if wobble.random() < failing:
        return replace(asked, error_code="rate_limited", error_message="The platform kept asking to wait until the time was up")
    likely = _LIKELY.get(platform, 0.45) + _LIKELY_BY_CATEGORY[place % 5] + lift
    named = [(rival.name, Tag.COMPETITOR) for n, rival in enumerate(whose.competitors) if wobble.random() < 0.6 / (1 + n * 0.6)]
    named += [("Corner Roast", Tag.OTHER)] * (wobble.random() < 0.1)
    if wobble.random() < likely:
        named.insert(0 if wobble.random() < 0.6 else len(named), (whose.name, Tag.MY_BRAND))
    businesses = tuple(Business(name, None, tag, rank, wobble.randint(1, 3)) for rank, (name, tag) in enumerate(named, 1))
    rank = next((business.rank for business in businesses if business.tag is Tag.MY_BRAND), None)
    cited = [site for n, site in enumerate(sites) if wobble.random() < 0.5 / (1 + n * 0.3)]
    return replace(
        asked,
        status=ResultStatus.ANSWERED,
        response="An answer.",
        model=f"{platform}-1",
        asked_at=AT + timedelta(seconds=2 * number),
        is_recorded_sample=sample,
        brand_appears=rank is not None,
        rank=rank,
        sentiment=None if rank is None else wobble.choice((Sentiment.POSITIVE, Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE)),
        citations=tuple(Citation.of(f"https://www.{site}/{number}") for site in cited),
        businesses=businesses,
    )


def _past(weeks: int, before: Sequence[CellResult], seed: int) -> PastRun:
    """The run before as its cells have it, and earlier ones that stray from it."""
    answered = [cell for cell in before if cell.is_answered]
    appeared = sum(bool(cell.brand_appears) for cell in answered)
    strayed = max(0, min(len(answered), appeared + (weeks - 1) * (seed + weeks) % 7 - 3 * (weeks > 1)))
    platforms = tuple(dict.fromkeys(cell.platform for cell in before))
    by_platform = tuple((platform, _of([cell for cell in answered if cell.platform is platform])) for platform in platforms)
    at, failed = AT - timedelta(weeks=weeks), len(before) - len(answered)
    return PastRun(f"past-{weeks}", at.date(), at, Proportion(strayed, len(answered)), failed, by_platform)


def _of(cells: Sequence[CellResult]) -> Proportion:
    return Proportion(sum(bool(cell.brand_appears) for cell in cells), len(cells))
