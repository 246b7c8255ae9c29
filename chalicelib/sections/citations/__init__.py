"""Citations: the sites that the answers name as their sources, the brand's own among them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from chalicelib.domain import thresholds
from chalicelib.domain.apportionment import apportioned
from chalicelib.domain.cited_domain import CitedDomain
from chalicelib.domain.prose import Prose
from chalicelib.domain.report import ReportKind
from chalicelib.domain.section import Omitted, Section, Wording
from chalicelib.domain.translation import translatable
from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.domain.visibility_metrics import VisibilityMetrics, visibility_metrics
from chalicelib.domain.visibility_narrative import NOTHING_MEASURED, answers, citations, interval, out_of
from chalicelib.domain.wilson import Proportion


def view(facts: VisibilityFacts, wording: Wording) -> Mapping[str, Any] | Omitted:
    """A row per site, the most cited first; the rest are summed."""
    metrics = visibility_metrics(facts.results, facts.brand)
    if not metrics.total_results:
        return NOTHING_MEASURED
    return {
        "headline": _headline(metrics, wording),
        "sub": _sub(metrics, facts, wording),
        "rows": _rows(metrics.cited_domains, wording),
    }


def _headline(metrics: VisibilityMetrics, wording: Wording) -> Prose:
    whole, own = metrics.citation_share, [site for site in metrics.cited_domains if site.is_own]
    if not whole.n:
        return wording.say("The answers cite no source")
    sites = wording.text_many("{number} site", "{number} sites", len(metrics.cited_domains))
    if not own:
        return wording.say("The answers cite {sites}; the brand's own is not among them", sites=sites)
    if len(metrics.cited_domains) == len(own):
        return wording.say("The answers cite no site but the brand's own")
    return wording.say_many(
        "The answers cite {sites}; {citations} is of the brand's own",
        "The answers cite {sites}; {citations} are of the brand's own",
        whole.count,
        sites=sites,
        citations=citations(whole, wording),
    )


def _sub(metrics: VisibilityMetrics, facts: VisibilityFacts, wording: Wording) -> str:
    citing = Proportion(sum(bool(result.citations) for result in facts.answered), metrics.total_results)
    return wording.text_many(
        "{number} citation in {answers}; a page counts once an answer",
        "{number} citations in {answers}; a page counts once an answer",
        metrics.citation_share.n,
        answers=answers(citing, wording),
    )


def _rows(sites: Sequence[CitedDomain], wording: Wording) -> list[dict[str, Any]]:
    """The most cited, and the brand's own in any case."""
    most = len(sites) if len(sites) <= thresholds.CITED_DOMAINS else thresholds.CITED_DOMAINS - 1
    shown = [site for place, site in enumerate(sites) if place < most or site.is_own]
    rest = [site for site in sites if site not in shown]
    if not shown:
        return []
    longest = shown[0].citations.count
    rows = [_row(site, longest, wording) for site in shown]
    counts = [site.citations.count for site in shown]
    if rest:
        whole = Proportion(sum(site.citations.count for site in rest), rest[0].citations.n)
        other = {
            "name": wording.text_many("Other ({number} site)", "Other ({number} sites)", len(rest)),
            "is_name": False,
            "is_own": False,
            "answers": "–",
            "bar": 0.0,
        }
        rows.append(_figures(whole, longest, wording) | other)
        counts.append(whole.count)
    own = [place for place, site in enumerate(shown) if site.is_own]
    shares = apportioned(counts, 0, own[0] if len(own) == 1 else None)  # that one's is the share that stands beside the score
    return [row | {"share": wording.percent(share, 0)} for row, share in zip(rows, shares, strict=True)]


def _row(site: CitedDomain, longest: int, wording: Wording) -> dict[str, Any]:
    return _figures(site.citations, longest, wording) | {
        "name": site.domain,
        "is_name": True,
        "is_own": site.is_own,
        "answers": out_of(site.answers, wording),
    }


def _figures(of: Proportion, longest: int, wording: Wording) -> dict[str, Any]:
    return {
        "bar": float(round(Decimal(of.count) / longest * 100, 1)),
        "interval": interval(of, wording),
        "citations": wording.count(of.count),
    }


SECTION = Section(
    "citations",
    translatable("Citations"),
    "The sites that the answers cite, with the brand's own share.",
    lambda _length: 0,
    view,
    ReportKind.VISIBILITY,
)
