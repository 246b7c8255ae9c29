"""Share of voice: the brand beside its competitors, by mentions, and who else is named."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.answer_analysis.analysis import Tag
from chalicelib.domain.apportionment import apportioned
from chalicelib.domain.prose import Name, Prose, shortened
from chalicelib.domain.report import ReportKind
from chalicelib.domain.run_before import RunBefore, run_before
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.share_in_words import of_mentions
from chalicelib.domain.share_of_voice import BusinessStanding
from chalicelib.domain.translation import Value, translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics, visibility_metrics
from chalicelib.domain.visibility_narrative import NOTHING_MEASURED, change_label, counted_answers, interval, since
from chalicelib.domain.wilson import Proportion

NO_RANK = "–"


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A bar per business, the most mentioned first, and those that are on no list."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return NOTHING_MEASURED
    before = run_before(facts, metrics)
    voices = [business for business in metrics.businesses if business.tag is not Tag.OTHER]
    return {
        "headline": _headline(voices, metrics, facts, wording),
        "sub": _sub(metrics, facts, wording),
        "change": None if before is None else _change(before, facts, wording),
        "rows": _rows(voices, wording) if metrics.share_of_voice.n else [],
        "others": _others(metrics, wording),
    }


def _headline(voices: Sequence[BusinessStanding], metrics: VisibilityMetrics, facts: VisibilityFacts, wording: Wording) -> Prose:
    brand = shortened(facts.brand.name)
    if not metrics.share_of_voice.n:
        return wording.say("The answers name neither {brand} nor a competitor", brand=brand)
    if not facts.brand.competitors:
        return wording.say("No competitor is listed, so every mention that counts is of {brand}", brand=brand)
    ahead = [voice for voice in voices if voice.mentions > metrics.share_of_voice.count]
    if not metrics.share_of_voice.count:
        return _unmentioned(ahead, brand, wording)
    share = of_mentions(metrics.share_of_voice, wording)
    if len(ahead) == 1:
        return wording.say("{brand} has {share}; only {rival} has more", brand=brand, share=share, rival=shortened(ahead[0].name))
    if ahead:
        return wording.say_many(
            "{brand} has {share}; {number} competitor has more",
            "{brand} has {share}; {number} competitors have more",
            len(ahead),
            brand=brand,
            share=share,
        )
    level = [voice for voice in voices if voice.mentions == metrics.share_of_voice.count and voice.tag is not Tag.MY_BRAND]
    if level:
        return wording.say("{brand} has {share}, no fewer than any competitor", brand=brand, share=share)
    return wording.say("{brand} has {share}, more than any competitor", brand=brand, share=share)


def _unmentioned(ahead: Sequence[BusinessStanding], brand: Name, wording: Wording) -> Prose:
    if len(ahead) == 1:
        return wording.say("{brand} has none of the mentions; only {rival} has more", brand=brand, rival=shortened(ahead[0].name))
    return wording.say_many(
        "{brand} has none of the mentions; {number} competitor has more",
        "{brand} has none of the mentions; {number} competitors have more",
        len(ahead),
        brand=brand,
    )


def _sub(metrics: VisibilityMetrics, facts: VisibilityFacts, wording: Wording) -> str:
    return wording.text(
        "Share of voice over {mentions} of the brand and its {competitors}, in {answers}; rank among the businesses recognised",
        mentions=wording.text_many("{number} mention", "{number} mentions", metrics.share_of_voice.n),
        competitors=wording.text_many("{number} listed competitor", "{number} listed competitors", len(facts.brand.competitors)),
        answers=counted_answers(metrics.total_results, wording),
    )


def _change(before: RunBefore, facts: VisibilityFacts, wording: Wording) -> dict[str, Any] | None:
    if before.share_of_voice is None:
        return None
    return {"label": change_label(before.share_of_voice, wording), "since": since(before, facts, wording)}


def _rows(voices: Sequence[BusinessStanding], wording: Wording) -> list[dict[str, Any]]:
    """The brand in any case, the most mentioned competitors, and one row that sums the others."""
    in_order = sorted(voices, key=lambda voice: (-voice.mentions, voice.tag is not Tag.MY_BRAND, voice.name))
    if len(in_order) <= thresholds.VOICES:
        shown, rest = in_order, []
    else:
        rivals = [voice for voice in in_order if voice.tag is not Tag.MY_BRAND]
        kept = rivals[: thresholds.VOICES - 2]
        shown = [voice for voice in in_order if voice.tag is Tag.MY_BRAND or voice in kept]
        rest = [voice for voice in rivals if voice not in kept]
    longest = max(voice.mentions for voice in shown) or 1
    rows = [_row(voice, longest, wording) for voice in shown]
    counts = [voice.mentions for voice in shown]
    if rest:
        rows.append(_rest(rest, wording))
        counts.append(sum(voice.mentions for voice in rest))
    shares = apportioned(counts, 1, [row["is_brand"] for row in rows].index(True))  # the brand's is the share that stands beside the score
    return [row | {"share": wording.percent(share, 1)} for row, share in zip(rows, shares, strict=True)]


def _row(voice: BusinessStanding, longest: int, wording: Wording) -> dict[str, Any]:
    of = voice.share_of_voice or Proportion(0, 0)
    return {
        "name": voice.name,
        "is_brand": voice.tag is Tag.MY_BRAND,
        "is_name": True,
        "bar": _bar(voice.mentions, longest),
        "interval": interval(of, wording),
        "mentions": wording.count(voice.mentions),
        "answers": wording.count(voice.appearances.count),
        "rank": NO_RANK if voice.average_rank is None else wording.plain(voice.average_rank, 1),
    }


def _rest(voices: Sequence[BusinessStanding], wording: Wording) -> dict[str, Any]:
    mentions = sum(voice.mentions for voice in voices)
    of = Proportion(mentions, max(voice.share_of_voice.n for voice in voices if voice.share_of_voice))
    return {
        "name": wording.text_many("Other competitors ({number})", "Other competitors ({number})", len(voices)),
        "is_brand": False,
        "is_name": False,
        "bar": 0.0,
        "interval": interval(of, wording),
        "mentions": wording.count(mentions),
        "answers": NO_RANK,
        "rank": NO_RANK,
    }


def _bar(mentions: int, longest: int) -> float:
    return float(round(Decimal(mentions) / longest * 100, 1))


def _others(metrics: VisibilityMetrics, wording: Wording) -> Prose:
    """Businesses that are neither the brand nor on its list, by the answers that name them."""
    others = [business for business in metrics.businesses if business.tag is Tag.OTHER]
    if not others:
        return ()
    shown = others[: thresholds.OTHERS_NAMED]
    told: list[Value] = [
        wording.say("{name} ({count})", name=Name(shortened(each.name).text), count=counted_answers(each.appearances.count, wording))
        for each in shown
    ]
    if len(others) > len(shown):
        told.append(wording.text_many_in("businesses", "{number} more", "{number} more", len(others) - len(shown)))
    return wording.say("Also named, and on no list: {businesses}.", businesses=wording.listed(told))


SECTION = Section(
    "share_of_voice",
    translatable("Share of voice"),
    "The brand beside its competitors by mentions, with answers and rank, and who else is named.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
