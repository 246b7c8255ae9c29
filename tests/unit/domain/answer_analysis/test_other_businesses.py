"""Businesses that nobody listed."""

import pytest

from chalicelib.domain.answer_analysis import BrandNames, Tag, analyse
from chalicelib.domain.citation import Citation

ACME = BrandNames("Acme Coffee")


def others(answer: str, *cited: Citation) -> list[tuple[str, str | None]]:
    return [(business.name, business.website) for business in analyse(answer, cited, ACME, []).businesses if business.tag is Tag.OTHER]


@pytest.mark.parametrize(
    "answer",
    [
        "1. **Acme Coffee** – good\n2. **Brewtown** – better",
        "- Acme Coffee — good\n- Brewtown — better",
        "- **Acme Coffee:** good\n- **Brewtown:** better",
        "## 1. Acme Coffee\n\nGood.\n\n## 2. Brewtown (new)\n\nBetter.",
        "| Shop | |\n|--|--|\n| Acme Coffee | a |\n| Brewtown | b |",
    ],
)
def test_who_stands_in_a_list_with_a_known_business_is_one(answer: str) -> None:
    assert others(answer) == [("Brewtown", None)]


def test_a_name_spelled_as_no_word_is_stands_alone() -> None:
    assert others("- **KeePass**: free\n- **Two-Factor Authentication**: yes") == [("KeePass", None)]


@pytest.mark.parametrize(
    "answer",
    [
        "- **Acme Coffee** – good\n- **Price** – low\n- **Best for:** families\n- **VPN** – none\n- **AES-256**",
        "- **Acme Coffee** – roastery\n- **Roastery** – where a roastery is",
        "**Acme Coffee** is good. I went to Brewtown.",
        "1. Acme Coffee\n   - **Setup Curve**: low\n   - **Onboarding**: quick",
    ],
)
def test_features_labels_acronyms_and_running_prose_are_none(answer: str) -> None:
    assert others(answer) == []


def test_its_website_is_one_whose_domain_bears_its_name() -> None:
    answer = "- Acme Coffee\n- Brewtown"
    cited = [Citation.of("https://reviews.example/brewtown"), Citation.of("https://www.brewtown.com/menu")]
    assert others(answer, *cited) == [("Brewtown", "https://brewtown.com")]
