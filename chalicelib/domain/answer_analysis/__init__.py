"""Answer analysis: what one answer of an AI platform says of a brand. Pure: text in, measures out."""

from collections.abc import Sequence

from chalicelib.domain.answer_analysis.analysis import Analysis, BrandNames, Business, Sentiment, Tag
from chalicelib.domain.answer_analysis.mentions import Mention, mentions, merged
from chalicelib.domain.answer_analysis.other_businesses import other_businesses
from chalicelib.domain.answer_analysis.passages import passages
from chalicelib.domain.answer_analysis.sentiment import sentiment
from chalicelib.domain.answer_analysis.visible_text import visible_text
from chalicelib.domain.citation import Citation, deduplicated

__all__ = ["Analysis", "BrandNames", "Business", "Sentiment", "Tag", "analyse"]


def analyse(answer_text: str, cited: Sequence[Citation], brand: BrandNames, competitors: Sequence[BrandNames]) -> Analysis:
    """Read one answer in Markdown, of any language and length. Every business is counted by its mentions and ranked by the first."""
    visible = visible_text(answer_text)
    citations = deduplicated(cited)
    tracked = (brand, *competitors)
    known = mentions(visible, tracked)
    others = other_businesses(visible, known, citations)
    found = merged(known, mentions(visible, others), moved_by=len(tracked))
    businesses = _ranked(found, tracked + others, len(tracked))
    own = next((business for business in businesses if business.tag is Tag.MY_BRAND), None)
    about = passages(visible.text, [at.span for at in found if at.business == 0], [at.span for at in found if at.business != 0])
    return Analysis(businesses, own is not None, own.rank if own else None, sentiment(about), citations)


def _ranked(found: Sequence[Mention], named: Sequence[BrandNames], tracked: int) -> tuple[Business, ...]:
    counts: dict[int, int] = {}
    for mention in found:
        counts[mention.business] = counts.get(mention.business, 0) + 1
    return tuple(
        Business(named[index].name, named[index].website, _tag(index, tracked), rank, count)
        for rank, (index, count) in enumerate(counts.items(), start=1)
    )


def _tag(index: int, tracked: int) -> Tag:
    if index == 0:
        return Tag.MY_BRAND
    return Tag.COMPETITOR if index < tracked else Tag.OTHER
