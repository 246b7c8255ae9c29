"""All businesses that an answer names, and so the brand's rank, against labels of a reader: real answers, and our own of other trades."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from chalicelib.domain.answer_analysis import BrandNames
from chalicelib.domain.answer_analysis.folding import fold
from tests.fakes.answers import Analysed, analyse_together
from tests.fakes.password_managers import ANSWERS, BRANDS, PLATFORMS, answers

HERE = Path(__file__).parent
MARK = re.compile(r"\[\[(\??)(.*?)\]\]")


@dataclass(frozen=True, slots=True)
class Label:
    """One business in an answer: how it may be written, and whether it is only named in passing."""

    spellings: tuple[str, ...]
    in_passing: bool


@dataclass(slots=True)
class Score:
    """Counts over answers. `wrong` names no business; `missed` are choices, `passed_over` those in passing."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    passing_right: int = 0
    passed_over: int = 0
    ranked: int = 0
    rank_agrees: int = 0

    def __iadd__(self, other: "Score") -> "Score":
        for field in fields(Score):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
        return self

    @property
    def precision(self) -> float:
        return (self.right + self.passing_right) / (self.right + self.passing_right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the choices."""
        return self.right / (self.right + self.missed)

    def told(self) -> str:
        everything = self.right + self.missed + self.passing_right + self.passed_over
        return (
            f"precision {self.precision:.3f} ({self.wrong} wrong), recall {self.recall:.3f} of {self.right + self.missed} choices"
            f" and {(self.right + self.passing_right) / everything:.3f} of all {everything} named;"
            f" rank {self.rank_agrees} of {self.ranked}"
        )


def test_in_real_answers_with_no_competitor_listed_almost_every_business_is_recognised() -> None:
    skip_without_answers()
    total, held_out = Score(), Score()
    for brand in ("Bitwarden", "LastPass", "Keeper"):
        score = scored_real("named_in_real_answers.txt", brand, [])
        print(f"real answers, brand {brand} alone: {score.told()}")
        total += score
        held_out += scored_real("named_in_real_answers_held_out.txt", brand, [])
    print(f"real answers held out, each brand alone: {held_out.told()}")
    assert (total.precision, total.recall) >= (0.99, 0.99)
    assert total.rank_agrees >= 0.98 * total.ranked
    assert held_out.precision >= 0.97
    assert held_out.recall >= 0.97
    assert held_out.rank_agrees >= 0.95 * held_out.ranked


def test_the_rank_hardly_depends_on_which_competitors_somebody_listed() -> None:
    skip_without_answers()
    texts = list(real_answers().values())
    same = placed = 0
    for name, brand in BRANDS.items():
        alone = analyse_together(texts, brand, [])
        listed = analyse_together(texts, brand, [rival for other, rival in BRANDS.items() if other != name])
        for one, another in zip(alone, listed, strict=True):
            placed += another.rank is not None
            same += another.rank is not None and one.rank == another.rank
    print(f"rank with no competitor listed as with all seven: {same} of {placed}")
    assert placed == 462
    assert same >= 0.98 * placed


def test_in_answers_of_other_trades_and_languages_businesses_are_recognised_too() -> None:
    totals = {"tuned": Score(), "held out": Score()}
    for trade, language, kind, score in scored_trades():
        print(f"{trade} ({language}, {kind}): {score.told()}")
        totals[kind] += score
    for kind, score in totals.items():
        print(f"other trades, {kind}: {score.told()}")
    assert (totals["tuned"].precision, totals["tuned"].recall) >= (0.97, 0.97)
    assert totals["held out"].precision >= 0.95
    assert totals["held out"].recall >= 0.9
    assert totals["held out"].rank_agrees >= 12


def skip_without_answers() -> None:
    if not ANSWERS.is_dir():
        reason = f"the real answers are not here: {ANSWERS}"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)


def real_answers() -> dict[tuple[str, str], str]:
    return {(platform, number): text for platform in PLATFORMS for number, text in answers(platform).items()}


def scored_real(file: str, brand: str, competitors: Sequence[str]) -> Score:
    """All answers are read as one report; those with a label are compared."""
    texts = real_answers()
    read = dict(zip(texts, analyse_together(list(texts.values()), BRANDS[brand], [BRANDS[name] for name in competitors]), strict=True))
    score = Score()
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            at, _, named = line.partition(": ")
            platform, number = at.split()
            labels = [Label(tuple(one.strip().lstrip("?").split("=")), one.strip().startswith("?")) for one in named.split(";")]
            score += compared(read[platform, number], labels, brand)
    return score


def scored_trades() -> Iterable[tuple[str, str, str, Score]]:
    for report in (HERE / "named_in_other_trades.txt").read_text(encoding="utf-8").split("\n=== ")[1:]:
        head, *marked = report.split("\n---\n")
        trade, language, brand, listed, kind = (part.strip() for part in head.split("|"))
        competitors = [BrandNames(name.strip()) for name in listed.split(",") if name.strip()]
        read = analyse_together([MARK.sub(r"\2", text) for text in marked], BrandNames(brand), competitors)
        score = Score()
        for analysed, text in zip(read, marked, strict=True):
            labels = [Label((name,), bool(passing)) for passing, name in dict.fromkeys(MARK.findall(text))]
            score += compared(analysed, labels, brand)
        yield trade, language, kind, score


def compared(read: Analysed, labels: Sequence[Label], brand: str) -> Score:
    """A rank agrees that counts every choice before the brand, and any or none of those in passing."""
    spelled = [{fold(spelling).text for spelling in label.spellings} for label in labels]
    found = [fold(business.name).text for business in read.businesses]
    hit = {at for at, spellings in enumerate(spelled) if spellings & set(found)}
    score = Score(wrong=sum(not any(name in spellings for spellings in spelled) for name in found))
    for at, label in enumerate(labels):
        if label.in_passing:
            score.passing_right += at in hit
            score.passed_over += at not in hit
        else:
            score.right += at in hit
            score.missed += at not in hit
    place = next((at for at, spellings in enumerate(spelled) if fold(brand).text in spellings), None)
    if place is not None:
        least = 1 + sum(not label.in_passing for label in labels[:place])
        score.ranked = 1
        score.rank_agrees = read.rank is not None and least <= read.rank <= place + 1
    return score
