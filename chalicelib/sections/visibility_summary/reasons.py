"""Why the score is what it is, what it rests on, and where to look first: each sentence is carried by counts."""

from collections import Counter
from collections.abc import Sequence

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.prompt_standing import Standing
from chalicelib.domain.prose import Name, Prose, Strong, listed, plural, shortened
from chalicelib.domain.run_before import run_before
from chalicelib.domain.section import Wording
from chalicelib.domain.visibility_change import VisibilityVerdict
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import Breakdown, VisibilityMetrics
from chalicelib.domain.visibility_narrative import by_share, clearly_apart, counted, points, score_moved, since
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
    past = since(before, facts, wording)
    moved = (
        "" if before.compared is None else score_moved(facts.past_runs[-1].appearances, metrics.appearances, before.appearances, wording)
    )
    scores = f" ({moved})" if moved else ""
    match before.appearances.verdict:
        case VisibilityVerdict.UP | VisibilityVerdict.DOWN as verdict:
            way = "up" if verdict is VisibilityVerdict.UP else "down"
            return ("Its share is ", Strong(f"{way} {points(before.appearances.difference, wording)}"), f" since {past}{scores}.")
        case VisibilityVerdict.NO_CLEAR_CHANGE:
            return (f"Since {past} there is ", Strong("no clear change"), f"{scores}.")
    return ()


def _categories(parts: Sequence[Breakdown[str]], wording: Wording) -> Prose:
    """Those that name the brand most and least where they are clearly apart, or that none is."""
    in_order = by_share(parts)
    if len(in_order) < 2:
        return ()
    if not clearly_apart([part.appearances for part in in_order]):
        return ("No category of question is clearly ahead of another.",)
    most, least = in_order[0], in_order[-1]
    return (
        shortened(most.key),
        f" questions name it most (in {counted(most.appearances, wording)}), ",
        shortened(least.key),
        f" questions least (in {wording.count(least.appearances.count)} of {wording.count(least.appearances.n)}).",
    )


def _platforms(parts: Sequence[Breakdown[AiPlatform]], wording: Wording) -> Prose:
    in_order = by_share(parts)
    if len(in_order) < 2:
        return ()
    if not clearly_apart([part.appearances for part in in_order]):
        return ("No platform is clearly ahead of another.",)
    most, least = in_order[0], in_order[-1]
    return (
        Strong(most.key.label),
        f" names it most (in {counted(most.appearances, wording)}), ",
        Strong(least.key.label),
        f" least (in {wording.count(least.appearances.count)} of {wording.count(least.appearances.n)}).",
    )


def _first(facts: VisibilityFacts, metrics: VisibilityMetrics, wording: Wording) -> Prose:
    first = first_named(facts.answered, facts.brand.name)
    if not (first.own or first.rival):
        return ("The answers name none of the tracked businesses.",)
    own: Prose = (
        "Of the businesses recognised it comes first in ",
        Strong(f"{wording.count(first.own)} of {plural(metrics.total_results, 'answer')}"),
    )
    if not first.rival:
        return (*own, ".")
    return (*own, ", ", shortened(first.rival), f" in {wording.count(first.rivals)}.")


def _failed(metrics: VisibilityMetrics, wording: Wording) -> Prose:
    if not metrics.failed_results:
        return ()
    asked = metrics.total_results + metrics.failed_results
    verb = "is" if metrics.failed_results == 1 else "are"
    failed: Prose = (
        f"{wording.count(metrics.failed_results)} of {plural(asked, 'question')} to a platform failed and {verb} in no figure.",
    )
    silent: list[Prose] = [(Strong(part.key.label),) for part in metrics.by_platform if not part.appearances.n]
    return (*listed(silent), " gave no answer: ", *failed) if silent else failed


def _look(metrics: VisibilityMetrics, wording: Wording) -> Prose:
    """The prompts that competitors have to themselves, and who is named in most of them."""
    lost = [prompt for prompt in metrics.prompts if prompt.standing is Standing.LOST]
    if not lost:
        return ()
    rivals = Counter(name for prompt in lost for name, _ in prompt.competitors)
    name, times = min(rivals.items(), key=lambda entry: (-entry[1], entry[0]))
    which = "the one question" if len(lost) == 1 else f"the {wording.count(len(lost))} questions"
    where = "" if len(lost) == 1 else " (in each)" if times == len(lost) else f" (in {wording.count(times)})"
    return ("Look first at ", Strong(which), " whose answers name competitors and not the brand, most often ", Name(name), f"{where}.")
