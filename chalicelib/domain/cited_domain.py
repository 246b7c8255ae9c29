"""Cited domain: a site that answers name as their source.

Citation share = citations of the brand's own domain ÷ all citations. A page counts once per answer; a subdomain of the brand's
domain is the brand's own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.cell_result import CellResult
from chalicelib.domain.citation import Citation
from chalicelib.domain.wilson import Proportion


@dataclass(frozen=True, slots=True)
class CitedDomain:
    """One domain: its part of all citations, the answers that cite it of all, and whether it is the brand's own."""

    domain: str
    citations: Proportion
    answers: Proportion
    is_own: bool


def is_own(domain: str, own_domain: str) -> bool:
    """Whether a domain is the brand's, or beneath it. An empty one is nobody's."""
    return bool(own_domain) and (domain == own_domain or domain.endswith(f".{own_domain}"))


def citation_share(answered: Sequence[CellResult], own_domain: str) -> Proportion:
    """The citations of the brand's own domain, of all."""
    cited = _citations(answered)
    return Proportion(sum(is_own(citation.domain, own_domain) for citation in cited), len(cited))


def cited_domains(answered: Sequence[CellResult], own_domain: str) -> tuple[CitedDomain, ...]:
    """Every domain that is cited, the most cited first, then by name. Addresses without a domain count in the total alone."""
    cited = _citations(answered)
    citations = Counter(citation.domain for citation in cited if citation.domain)
    answers = Counter(domain for result in answered for domain in {citation.domain for citation in result.citations})
    in_order = sorted(citations, key=lambda domain: (-citations[domain], domain))
    return tuple(
        CitedDomain(
            domain, Proportion(citations[domain], len(cited)), Proportion(answers[domain], len(answered)), is_own(domain, own_domain)
        )
        for domain in in_order
    )


def _citations(answered: Sequence[CellResult]) -> list[Citation]:
    return [citation for result in answered for citation in result.citations]
