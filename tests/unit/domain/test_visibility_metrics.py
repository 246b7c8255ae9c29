"""Every figure here is worked out by hand from the six cells of `RESULTS`."""

from decimal import Decimal
from itertools import permutations

import pytest

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Sentiment, Tag
from chalicelib.domain.cited_domain import is_own
from chalicelib.domain.prompt_standing import Standing
from chalicelib.domain.visibility_metrics import Breakdown, FailureCount, SentimentCounts, visibility_metrics
from chalicelib.domain.wilson import Proportion
from tests.fakes.cell_results import ACME, BRAND, BREWCO, DRIPPY, answered, failed

PERPLEXITY, CHATGPT, GROK = AiPlatform.PERPLEXITY, AiPlatform.CHATGPT, AiPlatform.GROK
OWN, GUIDE = "https://shop.acmecoffee.com/menu", "https://www.coffee-guide.org/best"
RESULTS = [
    answered(0, BREWCO, (ACME, 3), "Kettle", prompt=1, cites=(GUIDE, OWN), sentiment=Sentiment.POSITIVE),
    answered(1, ACME, prompt=1, platform=PERPLEXITY, cites=(GUIDE, "https://coffee-guide.org/other"), sentiment=None),
    failed(2, prompt=1),
    answered(3, (BREWCO, 2), DRIPPY, prompt=2, category="beans"),
    answered(4, "Kettle", prompt=2, category="beans", platform=PERPLEXITY),
    failed(5, prompt=2, category="beans"),
]
METRICS = visibility_metrics(RESULTS, BRAND)


def test_the_score_is_the_share_of_answered_cells_where_the_brand_appears() -> None:
    assert (METRICS.ranked_prompts, METRICS.total_results, METRICS.failed_results) == (2, 4, 2)
    assert METRICS.visibility_score == Decimal("50.0")


def test_the_score_carries_its_interval() -> None:
    # p = ½, n = 4, z² = 3.8415: (½ + 0.4802 ± 1.96 · √(1/16 + 0.060023)) ÷ 1.9604
    interval = METRICS.appearances.interval
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (Decimal("0.1500"), Decimal("0.8500"))


def test_position_does_not_weigh() -> None:
    last = visibility_metrics([answered(0, BREWCO, DRIPPY, "Kettle", ACME)], BRAND)
    assert last.visibility_score == visibility_metrics([answered(0, ACME)], BRAND).visibility_score == Decimal("100.0")


def test_each_platform_and_category_has_its_own_share_and_failures() -> None:
    assert METRICS.by_platform == (
        Breakdown(CHATGPT, Proportion(1, 2), 0),
        Breakdown(PERPLEXITY, Proportion(1, 2), 0),
        Breakdown(GROK, Proportion(0, 0), 2),
    )
    assert METRICS.by_category == (Breakdown("coffee", Proportion(2, 2), 1), Breakdown("beans", Proportion(0, 2), 1))


def test_a_platform_that_failed_everywhere_is_not_one_where_the_brand_is_absent() -> None:
    assert METRICS.by_platform[2].appearances.percent is None


def test_share_of_voice_counts_mentions_of_the_brand_and_its_competitors_alone() -> None:
    assert METRICS.share_of_voice == Proportion(4, 8)  # Acme 3 + 1; BrewCo 1 + 2; Drippy 1; Kettle is neither


def test_every_business_stands_with_its_answers_mentions_and_rank() -> None:
    assert [(one.name, one.tag, one.appearances, one.mentions, one.share_of_voice, one.average_rank) for one in METRICS.businesses] == [
        (ACME, Tag.MY_BRAND, Proportion(2, 4), 4, Proportion(4, 8), Decimal("1.5")),
        (BREWCO, Tag.COMPETITOR, Proportion(2, 4), 3, Proportion(3, 8), Decimal(1)),
        (DRIPPY, Tag.COMPETITOR, Proportion(1, 4), 1, Proportion(1, 8), Decimal(2)),
        ("Mute", Tag.COMPETITOR, Proportion(0, 4), 0, Proportion(0, 8), None),
        ("Kettle", Tag.OTHER, Proportion(2, 4), 2, None, Decimal(2)),
    ]


def test_the_average_rank_is_over_the_cells_where_the_brand_appears() -> None:
    assert METRICS.average_rank == Decimal("1.5")
    assert visibility_metrics([answered(0, BREWCO)], BRAND).average_rank is None


def test_citation_share_counts_the_brands_own_domain_and_what_is_beneath_it() -> None:
    assert METRICS.citation_share == Proportion(1, 4)


def test_cited_domains_come_by_how_often_and_by_how_many_answers() -> None:
    assert [(one.domain, one.citations, one.answers, one.is_own) for one in METRICS.cited_domains] == [
        ("coffee-guide.org", Proportion(3, 4), Proportion(2, 4), False),
        ("shop.acmecoffee.com", Proportion(1, 4), Proportion(1, 4), True),
    ]


@pytest.mark.parametrize(
    ("domain", "own"),
    [("acmecoffee.com", True), ("eu.shop.acmecoffee.com", True), ("notacmecoffee.com", False), ("acmecoffee.com.evil.org", False)],
)
def test_a_domain_is_the_brands_own_on_the_borders_of_its_labels(domain: str, own: bool) -> None:  # noqa: FBT001
    assert is_own(domain, "acmecoffee.com") is own


def test_no_domain_is_nobodys() -> None:
    assert not is_own("", "")
    assert not is_own("acmecoffee.com", "")


def test_sentiment_is_counted_where_the_brand_is_named() -> None:
    assert METRICS.sentiments == SentimentCounts(positive=1, neutral=0, negative=0, unjudged=1)


def test_a_prompt_is_won_or_lost_by_its_answers() -> None:
    assert [(one.prompt_id, one.standing, one.appearances, one.failed, one.competitors) for one in METRICS.prompts] == [
        ("prompt-1", Standing.WON, Proportion(2, 2), 1, ((BREWCO, 1),)),
        ("prompt-2", Standing.LOST, Proportion(0, 2), 1, ((BREWCO, 1), (DRIPPY, 1))),
    ]


@pytest.mark.parametrize(
    ("cells", "standing"),
    [
        ([answered(0, ACME), answered(1, BREWCO)], Standing.CONTESTED),
        ([answered(0, ACME), answered(1, ACME), answered(2, BREWCO)], Standing.WON),
        ([answered(0, ACME, BREWCO), answered(1, ACME), answered(2, BREWCO)], Standing.WON),
        ([answered(0, BREWCO, ACME), answered(1, ACME, BREWCO), answered(2, BREWCO)], Standing.BEHIND),
        ([answered(0, "Kettle"), answered(1)], Standing.OPEN),
        ([failed(0), failed(1)], Standing.UNANSWERED),
    ],
)
def test_a_prompt_that_is_neither_won_nor_lost_says_so(cells: list, standing: Standing) -> None:  # type: ignore[type-arg]
    assert [one.standing for one in visibility_metrics(cells, BRAND).prompts] == [standing]


def test_failures_are_counted_by_platform_and_reason() -> None:
    assert METRICS.failures == (FailureCount(GROK, "timeout", "It was timeout", 2),)


def test_the_order_of_the_results_changes_nothing() -> None:
    assert all(visibility_metrics(order, BRAND) == METRICS for order in list(permutations(RESULTS))[::97])


def test_a_report_without_an_answer_has_no_score_and_no_share() -> None:
    nothing = visibility_metrics([failed(0), failed(1)], BRAND)
    assert (nothing.visibility_score, nothing.share_of_voice.percent, nothing.citation_share.percent) == (None, None, None)
    assert (nothing.total_results, nothing.failed_results, nothing.cited_domains) == (0, 2, ())
