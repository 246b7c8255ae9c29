"""The finding of pacing: how many targets are beaten and how many missed, and the one that is furthest off."""

from collections.abc import Sequence

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import Prose, plural
from chalicelib.domain.section import Wording
from chalicelib.domain.target_judgement import Judgement, Standing
from chalicelib.sections.judged_words import off_words, subject_words


def finding(made: Sequence[Judgement], facts: Facts, wording: Wording) -> Prose:
    """`4 targets: 1 beaten and 1 missed by more than 10 %; furthest off is CPA of Acme USA, 37.0 % over target`."""
    count = {standing: sum(judged.standing is standing for judged in made) for standing in Standing}
    margin = wording.percent(thresholds.TARGET_MARGIN, 0)
    off_by = [(abs(judged.relative), judged) for judged in made if judged.relative is not None]
    if not count[Standing.WIN] and not count[Standing.CONCERN]:
        told = f"{plural(len(made), 'target')}: none is beaten or missed by more than {margin}"
        return (told,)
    told = f"{plural(len(made), 'target')}: {count[Standing.WIN]} beaten and {count[Standing.CONCERN]} missed by more than {margin}"
    furthest = max(off_by, key=lambda pair: pair[0])[1]
    subject = subject_words(furthest.subject, facts)
    assert furthest.relative is not None
    off = off_words(furthest.metric, furthest.relative, wording, is_target=True, before="")
    label = furthest.metric.label if furthest.metric.label.isupper() else furthest.metric.label.lower()
    return (f"{told}; furthest off is {label}", *((" of ", *subject) if subject else ()), f", {off}")
