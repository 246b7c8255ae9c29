"""Answer analysis: what the answers of AI platforms say of a brand. Pure: text in, measures out.

Each answer is read by itself, when it comes (`read`). What businesses it names is told over all answers of its report (`named_together`):
a name that one of them shows to be a business is one in all.
"""

from collections.abc import Iterable, Sequence

from chalicelib.domain.answer_analysis.analysis import BrandNames, Business, Sentiment, Tag
from chalicelib.domain.answer_analysis.evidence import Evidence, Reading
from chalicelib.domain.answer_analysis.mentions import mentions
from chalicelib.domain.answer_analysis.passages import passages
from chalicelib.domain.answer_analysis.reading import evidence
from chalicelib.domain.answer_analysis.recognition import Recognition
from chalicelib.domain.answer_analysis.sentiment import sentiment
from chalicelib.domain.answer_analysis.visible_text import visible_text
from chalicelib.domain.answer_analysis.websites import Websites
from chalicelib.domain.citation import Citation, deduplicated

__all__ = ["BrandNames", "Business", "Evidence", "Reading", "Sentiment", "Tag", "named_together", "read"]


def read(answer_text: str, cited: Sequence[Citation], brand: BrandNames, competitors: Sequence[BrandNames]) -> Reading:
    """Read one answer in Markdown, of any language and length."""
    visible = visible_text(answer_text)
    tracked = (brand, *competitors)
    known = mentions(visible, tracked)
    about = passages(visible.text, [at.span for at in known if at.business == 0], [at.span for at in known if at.business != 0])
    seen = evidence(visible, known, tracked)
    tone = sentiment(about) if seen.is_english else None  # a passage of hardly more than the name has no language of its own
    return Reading(any(at.business == 0 for at in known), tone, deduplicated(cited), seen)


def named_together(answers: Sequence[Evidence], cited: Iterable[Citation]) -> tuple[tuple[Business, ...], ...]:
    """The businesses that each of a report's answers names, counted by mentions and ranked by the first; `cited` are the pages of all."""
    recognition = Recognition(answers)
    websites = Websites(citation.url for citation in cited)
    return tuple(_ranked(answer, recognition, websites) for answer in answers)


def _ranked(answer: Evidence, recognition: Recognition, websites: Websites) -> tuple[Business, ...]:
    named = [(name.first, name.name, name.website, name.tag, name.mentions) for name in answer.known]
    for key, (first, times) in recognition.named_in(answer.runs).items():
        found = recognition.found[key]
        named.append((first, found.name, found.website or websites.of(found.name), Tag.OTHER, times))
    ordered = sorted(named, key=lambda one: one[0])
    return tuple(Business(name, website, tag, rank, times) for rank, (_, name, website, tag, times) in enumerate(ordered, start=1))
