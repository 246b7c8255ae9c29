"""The finding of pacing: how many targets are beaten and how many missed, and the one that is furthest off."""

from collections.abc import Sequence

from chalicelib.domain import thresholds
from chalicelib.domain.facts import Facts
from chalicelib.domain.prose import Prose
from chalicelib.domain.section import Wording
from chalicelib.domain.target_judgement import Judgement, Standing
from chalicelib.sections.judged_words import metric_of, off_target


def finding(made: Sequence[Judgement], facts: Facts, wording: Wording) -> Prose:
    """`4 targets: 1 beaten and 1 missed by more than 10 %; furthest off is CPA of Acme USA, 37.0 % over target`."""
    count = {standing: sum(judged.standing is standing for judged in made) for standing in Standing}
    margin = wording.percent(thresholds.TARGET_MARGIN, 0)
    off_by = [(abs(judged.relative), judged) for judged in made if judged.relative is not None]
    if not count[Standing.WIN] and not count[Standing.CONCERN]:
        return wording.say_many(
            "{number} target: none is beaten or missed by more than {margin}",
            "{number} targets: none is beaten or missed by more than {margin}",
            len(made),
            margin=margin,
        )
    furthest = max(off_by, key=lambda pair: pair[0])[1]
    assert furthest.relative is not None
    return wording.say_many(
        "{number} target: {beaten} beaten and {missed} missed by more than {margin}; furthest off is {metric}, {off}",
        "{number} targets: {beaten} beaten and {missed} missed by more than {margin}; furthest off is {metric}, {off}",
        len(made),
        beaten=wording.count(count[Standing.WIN]),
        missed=wording.count(count[Standing.CONCERN]),
        margin=margin,
        metric=metric_of(furthest.metric, furthest.subject, facts, wording),
        off=off_target(furthest.metric, furthest.relative, wording),
    )
