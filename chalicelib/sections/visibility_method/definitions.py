"""The definitions in plain words: how each figure is made and what its words mean. Only what this report prints is explained."""

from chalicelib.domain.answer_analysis.sentiment import METHOD
from chalicelib.domain.run_before import run_before
from chalicelib.domain.visibility_change import MIN_COMPARED_CELLS
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import SentimentCounts, VisibilityMetrics


def definitions(facts: VisibilityFacts, metrics: VisibilityMetrics) -> list[tuple[str, str]]:
    """Pairs of term and explanation for the report's sections."""
    told = [("Score", _SCORE)]
    if not metrics.total_results:
        return told
    told.append(("Interval", _INTERVAL))
    before = run_before(facts, metrics)
    if before is not None:
        told.append(("Change", _WHOLES if before.compared is None else _PAIRS))
    if {"visibility_summary", "platform_matrix", "category_table"} & set(facts.sections):
        told.append(("Clearly apart", _APART))
    if {"share_of_voice", "visibility_score"} & set(facts.sections):
        told.append(("Share of voice", _VOICE))
    if {"share_of_voice", "visibility_score", "visibility_summary", "prompts_won_and_lost"} & set(facts.sections):
        told.append(("Rank", _RANK))
    if "prompts_won_and_lost" in facts.sections:
        told.append(("Won", _WON))
    if "visibility_score" in facts.sections:
        told.append(("Tone", _tone(metrics.sentiments)))
    if {"citations", "visibility_score"} & set(facts.sections):
        told.append(("Citations", _CITATIONS))
    return told


def _tone(tones: SentimentCounts) -> str:
    judged = f"Here: {tones.positive} positive, {tones.neutral} neutral, {tones.negative} negative, {tones.unjudged} not judged"
    return f"{_TONE}{judged} (in another language)."


_SCORE = (
    "Answers that name the brand ÷ answers × 100, whatever the place of the name. A question that failed is shown and is in no divisor: "
    "a platform that did not answer has not said that the brand is unknown."
)
_INTERVAL = (
    "Each question is put once to each platform, and the same question may be answered otherwise tomorrow. The 95\u202f% Wilson interval "
    "says how far chance alone may have moved a share of so many answers."
)
_PAIRS = (
    "Only questions answered in both runs are compared, in the same words on the same platform. Up or down: the 95\u202f% interval of "
    "the difference (Newcombe, paired; for mentions unpaired) leaves out zero; otherwise no clear change. Fewer than "
    f"{MIN_COMPARED_CELLS} get no verdict."
)
_WHOLES = (
    "The answers of the run before are no longer at hand, so that the two runs are compared as wholes. Up or down: the 95\u202f% interval "
    "of the difference (Newcombe, unpaired) leaves out zero; otherwise no clear change. "
    f"Fewer than {MIN_COMPARED_CELLS} answers in either run get no verdict."
)
_APART = "Platforms or categories are called clearly apart where the interval of the highest lies wholly above that of the lowest."
_VOICE = (
    "Mentions of a business in the answers' texts ÷ mentions of the brand and its listed competitors. Mentions in one answer go "
    "together, so that its interval is the least that chance can do."
)
_RANK = (
    "A business's place among those recognised in an answer, in order of first mention, averaged over the answers that name it. The brand "
    "and its listed competitors are recognised everywhere; another business in all answers as soon as one of them lists it beside others. "
    "One that is only named in passing may be missed."
)
_WON = "A question is won where more than half of its answers name the brand and no competitor is named in more of them."
_AGREED = 52, 64
"""Measured: docs/decisions/0008-how-an-answer-is-read.md."""
_TONE = (
    f"How the sentences that name the brand speak of it, by word list ({METHOD}) and not by a reader. In a trial it agreed with a "
    f"reader in {_AGREED[0]} of {_AGREED[1]} answers. Only English is judged. "
)
_CITATIONS = (
    "Pages that an answer gives as its sources, without tracking parameters, counted by site; a subdomain of the brand's site is its own. "
    "Some platforms name sources for some answers only."
)
