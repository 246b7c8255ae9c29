"""Why the score is what it is, what it rests on, and where to look first: each sentence is carried by counts."""

from collections import Counter
from collections.abc import Sequence

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.prompt_standing import Standing
from chalicelib.domain.prose import Name, Prose, Strong, shortened
from chalicelib.domain.run_before import RunBefore, run_before
from chalicelib.domain.section import Wording
from chalicelib.domain.visibility_change import VisibilityVerdict
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import Breakdown, VisibilityMetrics
from chalicelib.domain.visibility_narrative import (
    answers,
    by_share,
    clearly_apart,
    clock_time,
    counted_questions,
    out_of,
    platform_name,
    points,
    score_moved,
    since,
    zone_in_words,
)
from chalicelib.domain.wilson import Proportion
from chalicelib.sections.visibility_summary.first_named import first_named


def reasons(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> list[Prose]:
    """The sentences that apply."""
    told = [
        _change(facts, metrics, wording),
        _categories(metrics.by_category, wording),
        _platforms(metrics.by_platform, wording),
        _first(facts, metrics, wording),
        _failed(metrics, wording),
        _look(metrics, wording),
    ]
    return [sentence for sentence in told if sentence]


def _change(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> Prose:
    before = run_before(facts, metrics)
    if before is None or before.appearances.difference is None:
        return ()
    if before.appearances.verdict is VisibilityVerdict.NO_CLEAR_CHANGE:
        told = _no_clear_change(before, facts, wording)
    elif before.appearances.verdict in (VisibilityVerdict.UP, VisibilityVerdict.DOWN):
        told = _moved(before, facts, wording)
    else:
        return ()
    if before.compared is None:
        return wording.say("{sentence}.", sentence=told)
    scores = score_moved(facts.past_runs[-1].appearances, metrics.appearances, before.appearances, wording)
    return wording.say("{sentence} ({scores}).", sentence=told, scores=scores)


def _moved(before: RunBefore, facts: VisibilityFacts, wording: Wording) -> Prose:
    assert before.appearances.difference is not None
    far, past = points(before.appearances.difference, wording), since(before, facts, wording)
    is_up = before.appearances.verdict is VisibilityVerdict.UP
    moved = wording.text("up {points}", points=far) if is_up else wording.text("down {points}", points=far)
    return wording.say("Its share is {change} {since}", change=Strong(moved), since=past)


def _no_clear_change(before: RunBefore, facts: VisibilityFacts, wording: Wording) -> Prose:
    verdict = Strong(wording.text("no clear change"))
    if before.day != facts.day:
        return wording.say("Since {day} there is {verdict}", day=wording.day(before.day), verdict=verdict)
    time, zone = clock_time(before.at, facts.timezone), zone_in_words(facts.timezone, wording)
    return wording.say("Since the run of {time} ({zone}) there is {verdict}", time=time, zone=zone, verdict=verdict)


def _categories(parts: Sequence[Breakdown[str]], wording: Wording) -> Prose:
    """Those that name the brand most and least where they are clearly apart, or that none is."""
    in_order = by_share(parts)
    if len(in_order) < 2:
        return ()
    if not clearly_apart([part.appearances for part in in_order]):
        return wording.say("No category of question is clearly ahead of another.")
    most, least = in_order[0], in_order[-1]
    return wording.say(
        "{most} questions name it most (in {highest}), {least} questions least (in {lowest}).",
        most=shortened(most.key),
        highest=answers(most.appearances, wording),
        least=shortened(least.key),
        lowest=out_of(least.appearances, wording),
    )


def _platforms(parts: Sequence[Breakdown[AiPlatform]], wording: Wording) -> Prose:
    in_order = by_share(parts)
    if len(in_order) < 2:
        return ()
    if not clearly_apart([part.appearances for part in in_order]):
        return wording.say("No platform is clearly ahead of another.")
    most, least = in_order[0], in_order[-1]
    return wording.say(
        "{most} names it most (in {highest}), {least} least (in {lowest}).",
        most=Strong(platform_name(most.key, wording)),
        highest=answers(most.appearances, wording),
        least=Strong(platform_name(least.key, wording)),
        lowest=out_of(least.appearances, wording),
    )


def _first(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> Prose:
    first = first_named(facts.answered, facts.brand.name)
    if not (first.own or first.rival):
        return wording.say("The answers name none of the tracked businesses.")
    own = Strong(answers(Proportion(first.own, metrics.total_results), wording))
    if not first.rival:
        return wording.say("Of the businesses recognised it comes first in {answers}.", answers=own)
    return wording.say(
        "Of the businesses recognised it comes first in {answers}, {rival} in {count}.",
        answers=own,
        rival=shortened(first.rival),
        count=wording.count(first.rivals),
    )


def _failed(metrics: VisibilityMetrics, wording: Wording) -> Prose:
    if not metrics.failed_results:
        return ()
    asked = counted_questions(metrics.total_results + metrics.failed_results, wording)
    failed = wording.say_many(
        "{number} of {questions} to a platform failed and is in no figure.",
        "{number} of {questions} to a platform failed and are in no figure.",
        metrics.failed_results,
        questions=asked,
    )
    silent = [Strong(platform_name(part.key, wording)) for part in metrics.by_platform if not part.appearances.n]
    return wording.say("{platforms} gave no answer: {failed}", platforms=wording.listed(silent), failed=failed) if silent else failed


def _look(metrics: VisibilityMetrics, wording: Wording) -> Prose:
    """The prompts that competitors have to themselves, and who is named in most of them."""
    lost = [prompt for prompt in metrics.prompts if prompt.standing is Standing.LOST]
    if not lost:
        return ()
    rivals = Counter(name for prompt in lost for name, _ in prompt.competitors)
    name, times = min(rivals.items(), key=lambda entry: (-entry[1], entry[0]))
    which = Strong(wording.text_many("the one question", "the {number} questions", len(lost)))
    where = (
        "" if len(lost) == 1 else wording.text("in each") if times == len(lost) else wording.text("in {count}", count=wording.count(times))
    )
    if not where:
        return wording.say(
            "Look first at {questions} whose answers name competitors and not the brand, most often {rival}.",
            questions=which,
            rival=Name(name),
        )
    return wording.say(
        "Look first at {questions} whose answers name competitors and not the brand, most often {rival} ({where}).",
        questions=which,
        rival=Name(name),
        where=where,
    )
