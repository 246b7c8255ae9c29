"""What is off its target: the foremost wins and concerns by name, or the first of each where a section of its own has them."""

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import Prose
from chalicelib.domain.section import Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.wins_and_concerns import Finding, wins_and_concerns
from chalicelib.sections.judged_words import metric_of, off_target


def against_targets(facts: Facts, wording: Wording) -> tuple[Prose, ...]:
    """`Better than target: CPA (14.6 % under target). Worse: spend (62.5 % over budget).`; nothing without a target."""
    if not facts.targets:
        return ()
    found = wins_and_concerns(facts)
    most = 1 if "wins_and_concerns" in facts.sections else thresholds.FINDINGS
    told = [
        (message, [finding for finding in findings if finding.is_target][:most])
        for message, findings in ((_BETTER, found.wins), (_WORSE, found.concerns))
    ]
    return tuple(
        wording.say(message, figures=wording.listed([_named(finding, facts, wording) for finding in named]))
        for message, named in told
        if named
    )


_BETTER = translatable("Better than target: {figures}.")
_WORSE = translatable("Worse than target: {figures}.")


def _named(finding: Finding, facts: Facts, wording: Wording) -> Prose:
    off = off_target(finding.metric, finding.relative, wording)
    return wording.say("{metric} ({figure})", metric=metric_of(finding.metric, finding.subject, facts, wording), figure=off)
