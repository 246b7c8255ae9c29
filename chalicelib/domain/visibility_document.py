"""Visibility document: every figure of a visibility report, with the answers that it comes from.

A share is the `count` and the `n` that it is a quotient of; its formula is under its name in `formulas`.
"""

from typing import Any

from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.exported_table import rounded
from chalicelib.domain.share_of_voice import BusinessStanding
from chalicelib.domain.visibility_facts import PastRun, VisibilityFacts
from chalicelib.domain.visibility_metrics import Breakdown, VisibilityMetrics, visibility_metrics
from chalicelib.domain.wilson import Proportion

_FORMULAS = {
    "visibility_score": "answers in which the brand appears ÷ answers × 100; a failed result is in neither",
    "percent": "count ÷ n × 100",
    "interval": "95 % Wilson score interval of count ÷ n, × 100",
    "share_of_voice": "mentions ÷ mentions of the brand and its competitors",
    "average_rank": "mean of the ranks in the answers that name it",
    "citation_share": "citations of the brand's own site ÷ citations",
}


def visibility_document(facts: VisibilityFacts) -> dict[str, Any]:
    """The document's content; `report_document` is what frames it."""
    metrics = visibility_metrics(facts.results, facts.brand)
    return {
        "day": facts.day,
        "at": facts.at,
        "timezone": facts.timezone,
        "brand": {"id": facts.brand.id, "name": facts.brand.name, "website": facts.brand.website},
        "region_config": {
            "id": facts.market.region_config_id,
            "name": facts.market.name,
            "country": facts.market.country,
            "language": facts.market.language,
            "location": facts.market.location,
        },
        "ai_platforms": [platform.value for platform in facts.ai_platforms],
        "recorded_samples": facts.samples,
        "formulas": {name: {"formula": text} for name, text in _FORMULAS.items()},
        "figures": _figures(metrics),
        "past_runs": [_past_run(run) for run in facts.past_runs],
        "results": [_result(cell) for cell in sorted(facts.results, key=lambda cell: cell.number)],
    }


def _figures(metrics: VisibilityMetrics) -> dict[str, Any]:
    sentiments = metrics.sentiments
    return {
        "visibility_score": metrics.visibility_score,
        "appearances": _share(metrics.appearances),
        "failed_results": metrics.failed_results,
        "by_platform": [{"ai_platform": part.key.value} | _part(part) for part in metrics.by_platform],
        "by_category": [{"category": part.key} | _part(part) for part in metrics.by_category],
        "share_of_voice": _share(metrics.share_of_voice),
        "average_rank": rounded(metrics.average_rank),
        "sentiments": {name: getattr(sentiments, name) for name in ("positive", "neutral", "negative", "unjudged")},
        "businesses": [_business(standing) for standing in metrics.businesses],
        "citation_share": _share(metrics.citation_share),
        "cited_domains": [
            {"domain": cited.domain, "citations": _share(cited.citations), "answers": _share(cited.answers), "is_own": cited.is_own}
            for cited in metrics.cited_domains
        ],
    }


def _business(standing: BusinessStanding) -> dict[str, Any]:
    return {
        "name": standing.name,
        "tag": standing.tag.value,
        "appearances": _share(standing.appearances),
        "mentions": standing.mentions,
        "share_of_voice": standing.share_of_voice and _share(standing.share_of_voice),
        "average_rank": rounded(standing.average_rank),
    }


def _past_run(run: PastRun) -> dict[str, Any]:
    return {
        "report_id": run.report_id,
        "day": run.day,
        "at": run.at,
        "appearances": _share(run.appearances),
        "failed_results": run.failed,
        "by_platform": [{"ai_platform": platform.value, "appearances": _share(share)} for platform, share in run.by_platform],
    }


def _result(cell: CellResult) -> dict[str, Any]:
    return {
        "id": cell.id,
        "number": cell.number,
        "prompt_id": cell.prompt_id,
        "prompt_text": cell.prompt_text,
        "category": cell.category,
        "ai_platform": cell.platform.value,
        "status": cell.status.value,
        "brand_appears": cell.brand_appears,
        "rank": cell.rank,
        "sentiment": cell.sentiment and cell.sentiment.value,
        "model": cell.model,
        "asked_at": cell.asked_at,
        "is_recorded_sample": cell.is_recorded_sample,
        "businesses": [
            {"name": named.name, "tag": named.tag.value, "rank": named.rank, "mentions": named.mentions} for named in cell.businesses
        ],
        "citations": [{"url": cited.url, "domain": cited.domain, "title": cited.title} for cited in cell.citations],
        "response": cell.response,
        "error_code": cell.error_code,
    }


def _part(part: Breakdown[Any]) -> dict[str, Any]:
    return {"appearances": _share(part.appearances), "failed_results": part.failed}


def _share(share: Proportion) -> dict[str, Any]:
    interval = share.interval
    return {
        "count": share.count,
        "n": share.n,
        "percent": share.percent,
        "interval": interval and {"low": rounded(interval.low * 100), "high": rounded(interval.high * 100)},
    }
