import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.citation import Citation, deduplicated, domain_of, normalised


@pytest.mark.parametrize(
    ("given_url", "counted"),
    [
        ("https://acme.com/menu?utm_source=openai", "https://acme.com/menu"),
        ("https://acme.com/menu?size=l&utm_source=openai&UTM_Medium=x&page=2", "https://acme.com/menu?size=l&page=2"),
        ("https://acme.com/menu#:~:text=best%20beans", "https://acme.com/menu"),
        ("https://acme.com/menu#prices:~:text=best", "https://acme.com/menu#prices"),
        ("HTTPS://WWW.Acme.com:443", "https://www.acme.com/"),
        ("http://acme.com:8080/A?q=a%20b&empty=", "http://acme.com:8080/A?q=a%20b&empty="),
        (" https://acme.com/ ", "https://acme.com/"),
        ("http://[broken", "http://[broken"),
        ("http://acme.com:port/", "http://acme.com:port/"),
        ("mailto:someone@acme.com", "mailto:someone@acme.com"),
        ("", ""),
    ],
)
def test_a_page_is_counted_by_its_address_without_tracking_and_text_fragments(given_url: str, counted: str) -> None:
    assert normalised(given_url) == counted


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.AcmeCoffee.com/menu", "acmecoffee.com"),
        ("https://shop.acme.co.uk:8443/", "shop.acme.co.uk"),
        ("https://me@acme.com./", "acme.com"),
        ("no address", ""),
        ("http://[broken", ""),
    ],
)
def test_a_domain_is_the_host_without_www(url: str, domain: str) -> None:
    assert domain_of(url) == domain


@given(st.text())
def test_any_text_can_be_cited_and_normalising_twice_changes_nothing(text: str) -> None:
    citation = Citation.of(text, text, text)
    assert Citation.of(citation.url).url == citation.url


def test_a_platform_that_knows_the_domain_behind_its_redirect_is_believed() -> None:
    citation = Citation.of("https://redirect.example/abc", "acme.com", domain="www.Acme.com")
    assert (citation.domain, citation.title) == ("acme.com", "acme.com")


def test_a_page_cited_twice_is_one_citation_with_the_title_that_was_given() -> None:
    first, second, third = (
        Citation.of("https://acme.com/a?utm_source=openai"),
        Citation.of("https://acme.com/b", "B"),
        Citation.of("https://acme.com/a#:~:text=x", "A"),
    )
    assert deduplicated([first, second, third]) == (
        Citation("https://acme.com/a", "acme.com", "A"),
        Citation("https://acme.com/b", "acme.com", "B"),
    )


@pytest.mark.parametrize(
    "url", ["", "acme.com/menu", "javascript:alert(1)", "file:///etc/hosts", "mailto:a@acme.com", "https:///menu", "/menu"]
)
def test_what_is_no_address_of_the_web_is_no_source(url: str) -> None:
    page = Citation.of("https://acme.com/a")
    assert deduplicated([Citation.of(url, "A", domain="acme.com"), page]) == (page,)
