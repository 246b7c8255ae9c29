"""Citation: a page that an answer names as its source. Counted by its normalised URL and by its domain."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import SplitResult, urlsplit, urlunsplit

_TRACKING = "utm_"
_TEXT_FRAGMENT = ":~:"
"""Begins the fragment directive that scrolls to a quoted text (https://wicg.github.io/scroll-to-text-fragment/): no part of the address."""
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited page: `url` normalised, `domain` without `www.` (empty for what is no web address), `title` if one was given."""

    url: str
    domain: str
    title: str | None = None

    @classmethod
    def of(cls, url: str, title: str | None = None, domain: str | None = None) -> Self:
        """The citation of a URL as a platform gives it. `domain` is for platforms whose URLs are redirects, and know better."""
        return cls(normalised(url), bare_domain(domain) if domain else domain_of(url), (title or "").strip() or None)


def normalised(url: str) -> str:
    """The address without `utm_*` parameters and text fragments, scheme and host in lower case; what can't be parsed comes back trimmed."""
    parts = _split(url.strip())
    if parts is None:
        return url.strip()
    query = "&".join(pair for pair in parts.query.split("&") if not pair.lower().startswith(_TRACKING))
    fragment = parts.fragment.partition(_TEXT_FRAGMENT)[0]
    return urlunsplit((parts.scheme, _location(parts), parts.path or "/", query, fragment))


def domain_of(url: str) -> str:
    """`acmecoffee.com` of `https://www.acmecoffee.com/menu`; empty for what is no web address."""
    parts = _split(url.strip())
    return bare_domain(parts.hostname or "") if parts else ""


def bare_domain(host: str) -> str:
    """A host as it is counted: lower case, without `www.` and a final dot."""
    return host.strip().lower().rstrip(".").removeprefix("www.")


def deduplicated(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each page of the web (`http` or `https`, with a host) once, where it was first cited, with the first title that it was given."""
    pages: dict[str, Citation] = {}
    for citation in citations:
        if _split(citation.url) is None:  # a reader could not follow it, and a document must not link to it: `javascript:`, a file
            continue
        first = pages.setdefault(citation.url, citation)
        if first.title is None and citation.title is not None:
            pages[citation.url] = replace(first, title=citation.title)
    return tuple(pages.values())


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:  # an open bracket, a port that is no number
        return None
    return parts if usable else None


def _location(parts: SplitResult) -> str:
    user, at, host = parts.netloc.rpartition("@")
    host = host.lower().removesuffix(f":{_DEFAULT_PORTS[parts.scheme]}").removesuffix(":")
    return f"{user}{at}{host}"
