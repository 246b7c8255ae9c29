"""The definitions in plain words: how each figure is made and what its words mean. Only what this report prints is explained."""

from chalicelib.domain.answer_analysis.sentiment import METHOD
from chalicelib.domain.run_before import run_before
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_change import MIN_COMPARED_CELLS
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import SentimentCounts, VisibilityMetrics
from chalicelib.domain.visibility_narrative import LEVEL


def definitions(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> list[tuple[str, str]]:
    """Pairs of term and explanation for the report's sections."""
    told = [(wording.text("Score"), wording.text(_SCORE))]
    if not metrics.total_results:
        return told
    told.append((wording.text("Interval"), wording.text(_INTERVAL, level=wording.percent(LEVEL, 0))))
    before, shown = run_before(facts, metrics), set(facts.sections)
    if before is not None:
        told.append((wording.text("Change"), _change(wording, is_whole=before.compared is None)))
    if {"visibility_summary", "platform_matrix", "category_table"} & shown:
        told.append((wording.text("Clearly apart"), wording.text(_APART)))
    if {"share_of_voice", "visibility_score"} & shown:
        told.append((wording.text("Share of voice"), wording.text(_VOICE)))
    if {"share_of_voice", "visibility_score", "visibility_summary", "prompts_won_and_lost"} & shown:
        told.append((wording.text("Rank"), wording.text(_RANK)))
    if "prompts_won_and_lost" in shown:
        told.append((wording.text("Won"), wording.text(_WON)))
    if "visibility_score" in shown:
        told.append((wording.text("Tone"), _tone(metrics.sentiments, wording)))
    if {"citations", "visibility_score"} & shown:
        told.append((wording.text("Citations"), wording.text(_CITATIONS)))
    return told


def _change(wording: Wording, *, is_whole: bool) -> str:
    return wording.text(_WHOLES if is_whole else _PAIRS, level=wording.percent(LEVEL, 0), least=wording.count(MIN_COMPARED_CELLS))


def _tone(tones: SentimentCounts, wording: Wording) -> str:
    agreed, of = map(wording.count, _AGREED)
    counts = {name: wording.count(getattr(tones, name)) for name in ("positive", "neutral", "negative", "unjudged")}
    return wording.text(_TONE, method=wording.text(METHOD), agreed=agreed, answers=of, **counts)


_SCORE = translatable(
    "Answers that name the brand ÷ answers × 100, whatever the place of the name. A question that failed is shown and is in no divisor: "
    "a platform that did not answer has not said that the brand is unknown."
)
_INTERVAL = translatable(
    "Each question is put once to each platform, and the same question may be answered otherwise tomorrow. The {level} Wilson interval "
    "says how far chance alone may have moved a share of so many answers."
)
_PAIRS = translatable(
    "Only questions answered in both runs are compared, in the same words on the same platform. Up or down: the {level} interval of "
    "the difference (Newcombe, paired; for mentions unpaired) leaves out zero; otherwise no clear change. Fewer than "
    "{least} get no verdict."
)
_WHOLES = translatable(
    "The answers of the run before are no longer at hand, so that the two runs are compared as wholes. Up or down: the {level} interval "
    "of the difference (Newcombe, unpaired) leaves out zero; otherwise no clear change. "
    "Fewer than {least} answers in either run get no verdict."
)
_APART = translatable(
    "Platforms or categories are called clearly apart where the interval of the highest lies wholly above that of the lowest."
)
_VOICE = translatable(
    "Mentions of a business in the answers' texts ÷ mentions of the brand and its listed competitors. Mentions in one answer go "
    "together, so that its interval is the least that chance can do."
)
_RANK = translatable(
    "A business's place among those recognised in an answer, in order of first mention, averaged over the answers that name it. The brand "
    "and its listed competitors are recognised everywhere; another business in all answers as soon as one of them lists it beside others. "
    "One that is only named in passing may be missed."
)
_WON = translatable("A question is won where more than half of its answers name the brand and no competitor is named in more of them.")
_AGREED = 52, 64
"""Measured: docs/decisions/0008-how-an-answer-is-read.md."""
_TONE = translatable(
    "How the sentences that name the brand speak of it, by word list ({method}) and not by a reader. In a trial it agreed with a "
    "reader in {agreed} of {answers} answers. Only English is judged. "
    "Here: {positive} positive, {neutral} neutral, {negative} negative, {unjudged} not judged (in another language)."
)
_CITATIONS = translatable(
    "Pages that an answer gives as its sources, without tracking parameters, counted by site; a subdomain of the brand's site is its own. "
    "Some platforms name sources for some answers only."
)
