"""Answers that are all of their report."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.answer_analysis import BrandNames, Business, Sentiment, Tag, named_together, read
from chalicelib.domain.citation import Citation


@dataclass(frozen=True, slots=True)
class Analysed:
    """What one answer comes to, in its report."""

    businesses: tuple[Business, ...]
    brand_appears: bool
    rank: int | None
    sentiment: Sentiment | None
    citations: tuple[Citation, ...]


def analyse_together(texts: Sequence[str], brand: BrandNames, competitors: Sequence[BrandNames]) -> list[Analysed]:
    """The answers of one report, none of which cites a page."""
    return _analysed([(text, ()) for text in texts], brand, competitors)


def analyse(text: str, cited: Sequence[Citation], brand: BrandNames, competitors: Sequence[BrandNames]) -> Analysed:
    """The only answer of a report."""
    return _analysed([(text, cited)], brand, competitors)[0]


def _analysed(answers: Sequence[tuple[str, Sequence[Citation]]], brand: BrandNames, competitors: Sequence[BrandNames]) -> list[Analysed]:
    readings = [read(text, cited, brand, competitors) for text, cited in answers]
    named = named_together([reading.evidence for reading in readings], [page for reading in readings for page in reading.citations])
    return [
        Analysed(
            businesses,
            reading.brand_appears,
            next((business.rank for business in businesses if business.tag is Tag.MY_BRAND), None),
            reading.sentiment,
            reading.citations,
        )
        for reading, businesses in zip(readings, named, strict=True)
    ]
