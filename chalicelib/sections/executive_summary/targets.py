"""What is off its target: the foremost wins and concerns by name, or the first of each where a section of its own has them."""

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import Prose, listed
from chalicelib.domain.section import Wording
from chalicelib.domain.wins_and_concerns import Finding, wins_and_concerns
from chalicelib.sections.judged_words import off_words, subject_words


def against_targets(facts: Facts, wording: Wording) -> tuple[Prose, ...]:
    """`Better than target: CPA (14.6 % under target). Worse: spend (62.5 % over budget).`; nothing without a target."""
    if not facts.targets:
        return ()
    found = wins_and_concerns(facts)
    most = 1 if "wins_and_concerns" in facts.sections else thresholds.FINDINGS
    told = [
        (label, [finding for finding in findings if finding.is_target][:most])
        for label, findings in (("Better than target: ", found.wins), ("Worse than target: ", found.concerns))
    ]
    return tuple((label, *listed([_named(finding, facts, wording) for finding in named]), ".") for label, named in told if named)


def _named(finding: Finding, facts: Facts, wording: Wording) -> Prose:
    label = finding.metric.label if finding.metric.label.isupper() else finding.metric.label.lower()
    subject = subject_words(finding.subject, facts)
    off = off_words(finding.metric, finding.relative, wording, is_target=True, before="")
    return (label, *((" of ", *subject) if subject else ()), f" ({off})")
