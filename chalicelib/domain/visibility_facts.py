"""Visibility facts: everything that a visibility report is made from, gathered once and frozen. The same facts make the same bytes."""

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.ai_platform import AiPlatform
from chalicelib.domain.brand import Brand
from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.locale import DEFAULT
from chalicelib.domain.rewording.reworded import Reworded
from chalicelib.domain.template import TemplateIdentity
from chalicelib.domain.white_label import NOTHING_WORN, Worn
from chalicelib.domain.wilson import Proportion


@dataclass(frozen=True, slots=True)
class Market:
    """The region config as it was when the report was made: free text but for `language`, an English name."""

    region_config_id: str
    name: str
    country: str
    language: str
    location: str | None


@dataclass(frozen=True, slots=True)
class PastRun:
    """An earlier report of the same region config, in figures: of how many answers it was that the brand appeared in, and what failed.

    `day` is as it was counted then, `at` the moment of it: two runs of one day differ by it.
    `by_platform` is in the report's order of platforms. Recorded samples and real answers are never a past of each other.
    """

    report_id: str
    day: date
    at: datetime
    appearances: Proportion
    failed: int
    by_platform: tuple[tuple[AiPlatform, Proportion], ...]


@dataclass(frozen=True, slots=True)
class VisibilityFacts:
    """A visibility report's facts: one market of a brand, asked once.

    `day` is the day of its moment `at`, the slot's, in the schedule's zone `timezone` (IANA). `results` has every cell of the report,
    the failed ones too. `past_runs` are the earlier runs, oldest first; `results_before` are the cells of the last of them, empty where
    they are gone or there is none. `gathered_at` is when all this was read, `locale` is how figures and dates are written (as Babel
    names it), `worn` whose look the report has, and `reworded` what of its prose is in a language model's words.
    """

    report_id: str
    title: str
    organization_id: str
    template: TemplateIdentity
    sections: tuple[str, ...]
    day: date
    at: datetime
    timezone: str
    brand: Brand
    market: Market
    ai_platforms: tuple[AiPlatform, ...]
    results: tuple[CellResult, ...]
    past_runs: tuple[PastRun, ...]
    results_before: tuple[CellResult, ...]
    gathered_at: datetime
    locale: str = DEFAULT
    worn: Worn = NOTHING_WORN
    reworded: Reworded | None = None

    @property
    def answered(self) -> tuple[CellResult, ...]:
        """The cells with an answer."""
        return tuple(result for result in self.results if result.is_answered)

    @property
    def samples(self) -> int:
        """How many answers are recorded samples, which no platform gave."""
        return sum(result.is_recorded_sample for result in self.answered)

    @property
    def is_sample(self) -> bool:
        """Whether any answer is a recorded sample: then every page says so."""
        return self.samples > 0

    @property
    def asked_between(self) -> tuple[datetime, datetime] | None:
        """When the first and the last answer were asked for; None where nothing was answered."""
        moments = [result.asked_at for result in self.answered if result.asked_at is not None]
        return (min(moments), max(moments)) if moments else None

    @property
    def prompts(self) -> int:
        """How many different prompts were put to the platforms."""
        return len({result.prompt_id for result in self.results})

    @property
    def has_own_title(self) -> bool:
        """Whether the caller gave a title, rather than the default of brand, market and day."""
        return self.title != f"{self.brand.name} – {self.market.name} ({self.day})"
