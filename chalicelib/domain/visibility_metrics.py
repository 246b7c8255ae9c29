"""Visibility metrics: what the cells of one report say of a brand.

visibility score = answered cells where the brand appears ÷ answered cells × 100, never weighted by position. A failed cell is counted
and shown, and in no divisor: a platform that did not answer has not said that the brand is unknown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.answer_analysis.analysis import Sentiment
from chalicelib.domain.brand import Brand
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.citation import domain_of
from chalicelib.domain.cited_domain import CitedDomain, citation_share, cited_domains
from chalicelib.domain.prompt_standing import PromptStanding, prompt_standings
from chalicelib.domain.share_of_voice import BusinessStanding, mean_rank, share_of_voice, standings
from chalicelib.domain.wilson import Proportion


@dataclass(frozen=True, slots=True)
class Breakdown[K]:
    """The cells of one platform, or of one category: in how many of the answered ones the brand appears, and how many failed."""

    key: K
    appearances: Proportion
    failed: int


@dataclass(frozen=True, slots=True)
class SentimentCounts:
    """The answers that name the brand, by how they speak of it; `unjudged` are those in a language that is not judged."""

    positive: int
    neutral: int
    negative: int
    unjudged: int


@dataclass(frozen=True, slots=True)
class FailureCount:
    """How many cells of a platform failed for one reason; `error_message` is that of the first of them."""

    platform: AiPlatform
    error_code: str
    error_message: str
    cells: int


@dataclass(frozen=True, slots=True)
class VisibilityMetrics:
    """Everything measured. Shares carry their count and n, and from them their interval; figures are unrounded but for the score."""

    appearances: Proportion
    failed_results: int
    by_platform: tuple[Breakdown[AiPlatform], ...]
    by_category: tuple[Breakdown[str], ...]
    share_of_voice: Proportion
    average_rank: Decimal | None
    sentiments: SentimentCounts
    businesses: tuple[BusinessStanding, ...]
    citation_share: Proportion
    cited_domains: tuple[CitedDomain, ...]
    prompts: tuple[PromptStanding, ...]
    failures: tuple[FailureCount, ...]

    @property
    def visibility_score(self) -> Decimal | None:
        """0–100, to one decimal, half up; None where nothing was answered."""
        return self.appearances.percent

    @property
    def ranked_prompts(self) -> int:
        """The number of cells where the brand appears."""
        return self.appearances.count

    @property
    def total_results(self) -> int:
        """The number of answered cells."""
        return self.appearances.n


def visibility_metrics(results: Iterable[CellResult], brand: Brand) -> VisibilityMetrics:
    """The metrics of one report's results, whatever their order."""
    cells = sorted(results, key=lambda result: result.number)
    answered = [cell for cell in cells if cell.is_answered]
    own_domain = domain_of(brand.website)
    return VisibilityMetrics(
        appearances=appearances(answered),
        failed_results=len(cells) - len(answered),
        by_platform=tuple(sorted(_breakdowns(cells, lambda cell: cell.platform), key=lambda one: list(AiPlatform).index(one.key))),
        by_category=_breakdowns(cells, lambda cell: cell.category),
        share_of_voice=share_of_voice(answered),
        average_rank=mean_rank(cell.rank for cell in answered if cell.brand_appears),
        sentiments=_sentiments(answered),
        businesses=standings(answered, brand),
        citation_share=citation_share(answered, own_domain),
        cited_domains=cited_domains(answered, own_domain),
        prompts=prompt_standings(cells),
        failures=_failures(cells),
    )


def appearances(answered: Sequence[CellResult]) -> Proportion:
    """In how many answered cells the brand appears."""
    return Proportion(sum(bool(cell.brand_appears) for cell in answered), len(answered))


def _breakdowns[K](cells: Iterable[CellResult], key: Callable[[CellResult], K]) -> tuple[Breakdown[K], ...]:
    """One for each key, in the order in which the cells bring them up."""
    parts: dict[K, list[CellResult]] = {}
    for cell in cells:
        parts.setdefault(key(cell), []).append(cell)
    return tuple(_breakdown(value, part) for value, part in parts.items())


def _breakdown[K](key: K, cells: Sequence[CellResult]) -> Breakdown[K]:
    answered = [cell for cell in cells if cell.is_answered]
    return Breakdown(key, appearances(answered), len(cells) - len(answered))


def _sentiments(answered: Iterable[CellResult]) -> SentimentCounts:
    counts = Counter(cell.sentiment for cell in answered if cell.brand_appears)
    return SentimentCounts(counts[Sentiment.POSITIVE], counts[Sentiment.NEUTRAL], counts[Sentiment.NEGATIVE], counts[None])


def _failures(cells: Iterable[CellResult]) -> tuple[FailureCount, ...]:
    failed: dict[tuple[AiPlatform, str], list[CellResult]] = {}
    for cell in cells:
        if not cell.is_answered:
            failed.setdefault((cell.platform, cell.error_code or "unknown"), []).append(cell)
    in_order = sorted(failed.items(), key=lambda entry: (list(AiPlatform).index(entry[0][0]), -len(entry[1]), entry[0][1]))
    return tuple(FailureCount(platform, code, part[0].error_message or "", len(part)) for (platform, code), part in in_order)
