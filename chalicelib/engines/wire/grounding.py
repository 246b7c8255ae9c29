"""Grounding: what Gemini's answers rest on. Its URLs are redirects of Google's; the page's own domain is in the title."""

import re

from chalicelib.domain.citation import Citation, domain_of, normalised

_REDIRECTS = "vertexaisearch.cloud.google.com"
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")


def citation(url: str, title: str | None, domain: str | None = None) -> Citation:
    """The citation of a grounding URL. Where nothing tells whose page a redirect leads to, its domain is empty, and never Google's."""
    if domain_of(url) != _REDIRECTS:
        return Citation.of(url, title)
    named = domain or (title or "").strip()
    if _DOMAIN.fullmatch(named):
        return Citation.of(url, title, named)
    return Citation(normalised(url), "", title or None)
