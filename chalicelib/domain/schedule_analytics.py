"""Schedule analytics: what the finished runs of a scheduled report come to, over all its regions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.visibility_run import VisibilityRun
from chalicelib.domain.wilson import Proportion


@dataclass(frozen=True, slots=True)
class PromptHistory:
    """A prompt, as it was last worded, and the share of its answers that the brand appeared in, run by run, oldest first."""

    prompt_id: str
    prompt_text: str
    points: tuple[tuple[str, Proportion], ...]


@dataclass(frozen=True, slots=True)
class ScheduleAnalytics:
    """`runs` is how many finished runs have answers; `avg_visibility` (0–100) is the mean of their scores, each run counting once."""

    runs: int
    avg_visibility: Decimal | None
    platforms: tuple[tuple[AiPlatform, Proportion], ...]
    prompts: tuple[PromptHistory, ...]


def schedule_analytics(runs: Mapping[str, Sequence[VisibilityRun]]) -> ScheduleAnalytics:
    """The analytics of runs by execution, oldest first; an execution without an answer is passed over."""
    measured = {execution_id: regions for execution_id, regions in runs.items() if any(run.appearances.n for run in regions)}
    scores = [share for regions in measured.values() if (share := _sum(run.appearances for run in regions).share) is not None]
    return ScheduleAnalytics(
        runs=len(measured),
        avg_visibility=(sum(scores, Decimal(0)) / len(scores) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if scores else None,
        platforms=_by_platform(run for regions in measured.values() for run in regions),
        prompts=_prompts(measured),
    )


def _by_platform(runs: Iterable[VisibilityRun]) -> tuple[tuple[AiPlatform, Proportion], ...]:
    counts: dict[AiPlatform, Proportion] = {}
    for run in runs:
        for platform, appearances in run.by_platform:
            counts[platform] = counts.get(platform, Proportion(0, 0)) + appearances
    return tuple((platform, counts[platform]) for platform in AiPlatform if platform in counts)


def _prompts(runs: Mapping[str, Sequence[VisibilityRun]]) -> tuple[PromptHistory, ...]:
    histories: dict[str, PromptHistory] = {}
    for execution_id, regions in runs.items():
        for prompt in (prompt for run in regions for prompt in run.by_prompt if prompt.appearances.n):
            earlier = histories[prompt.prompt_id].points if prompt.prompt_id in histories else ()
            histories[prompt.prompt_id] = PromptHistory(
                prompt.prompt_id, prompt.prompt_text, (*earlier, (execution_id, prompt.appearances))
            )
    return tuple(histories.values())


def _sum(shares: Iterable[Proportion]) -> Proportion:
    return sum(shares, Proportion(0, 0))
