"""Sentiment: how an answer speaks of a brand, by a lexicon, over the sentences that name it.

VADER (Hutto & Gilbert 2014, https://ojs.aaai.org/index.php/ICWSM/article/view/14550): the mean of its compound scores, with its authors'
thresholds. The lexicon is English; of text in another language the sentiment is None.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.domain.answer_analysis.analysis import Sentiment
from chalicelib.domain.answer_analysis.languages import is_english
from chalicelib.domain.translation import translatable

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-untyped]

METHOD = translatable("VADER lexicon, English")
"""How it was measured, for the report to print in its language."""
_THRESHOLD = 0.05
_FEATURES = re.compile(r"\bbreach(?:ed)?[ -](?:report|monitor|alert|scan|detect|notif|check|watch|warning)\w*", re.IGNORECASE)
"""Breaches that a product finds, not ones that it had."""
_CONCEDED = re.compile(r"(?:^|(?<=[:.]))\W*(?:while|although|though|despite)\b[^,.;:]{1,80},", re.IGNORECASE)
"""`While popular, Acme had …`: what is granted before what is said."""
_WARNINGS = (
    (re.compile(r"\bno longer\b", re.IGNORECASE), "not"),
    (re.compile(r"\bused to be\b", re.IGNORECASE), "is not"),
    (re.compile(r"\brecommend(?:s|ed)? against\b", re.IGNORECASE), "avoid"),
)
"""Negations and warnings that a lexicon of single words reads as praise, or not at all."""
_REVIEW_WORDS = {
    **dict.fromkeys(("breach", "breaches", "breached", "hacked", "hack", "hacks", "compromised"), -2.5),
    **dict.fromkeys(("outage", "outages", "incident", "incidents", "leaks", "lawsuits", "recalled", "discontinued"), -1.8),
    **dict.fromkeys(("overpriced", "clunky", "buggy", "outdated", "unreliable", "drawback", "drawbacks", "downsides", "dated"), -1.8),
    **dict.fromkeys(("expensive", "pricey", "pricier", "concerns", "issues", "caution", "lacks", "lacking", "con", "cons", "skip"), -1.3),
    **dict.fromkeys(("cautious", "wary", "eroded", "downgrade", "downgraded", "restrictive", "compromises"), -1.8),
    **dict.fromkeys(("affordable", "inexpensive", "reputable", "polished", "seamless", "standout", "pros", "recommend"), 1.8),
    **dict.fromkeys(("recommended", "intuitive", "generous", "trustworthy"), 1.8),
    **dict.fromkeys(("security", "secure", "securely", "protect", "protection", "encrypted", "share", "shared", "sharing", "free"), 0.0),
}
"""What reviews of products say and VADER's lexicon, made from tweets, rates not at all, or as praise where it is a feature's name."""


def sentiment(passages: Iterable[str]) -> Sentiment | None:
    """The sentiment of the passages about a brand; None where there is none, or where they are not in English."""
    about = [_plain(passage) for passage in passages]
    if not about or not is_english(" ".join(about)):
        return None
    mean = sum(_analyser().polarity_scores(passage)["compound"] for passage in about) / len(about)
    if abs(mean) < _THRESHOLD:
        return Sentiment.NEUTRAL
    return Sentiment.POSITIVE if mean > 0 else Sentiment.NEGATIVE


def _plain(passage: str) -> str:
    """The passage in words that the lexicon weighs as a reader does; what is granted goes where something else is said."""
    said = _FEATURES.sub(" ", passage)
    for warning, word in _WARNINGS:
        said = warning.sub(word, said)
    return _CONCEDED.sub(" ", said)


@cache
def _analyser() -> "SentimentIntensityAnalyzer":
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # 50 ms and 7,500 words: only where an answer is judged

    analyser = SentimentIntensityAnalyzer()
    analyser.lexicon.update(_REVIEW_WORDS)
    return analyser
