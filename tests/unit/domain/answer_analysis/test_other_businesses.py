"""Businesses that nobody listed."""

import pytest

from chalicelib.domain.answer_analysis import BrandNames, Tag
from chalicelib.domain.citation import Citation
from tests.fakes.answers import analyse

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


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("The best options are Keeper, NordPass, Dashlane and, last, Acme Coffee.", ["Keeper", "NordPass", "Dashlane"]),
        ("We weighed Acme Coffee, Brewtown and Roastify.", ["Brewtown", "Roastify"]),
        ("We weighed Acme Coffee (cheap), Brewtown (dear) or Roastify.", ["Brewtown", "Roastify"]),
        ("Rather Acme Coffee vs. Brewtown than nothing.", ["Brewtown"]),
        ("Some use shops such as Brewtown and Roastify.", ["Brewtown", "Roastify"]),
        ("Good alternatives: Brewtown, Roastify", ["Brewtown", "Roastify"]),
        ("Both Brewtown and Acme Coffee are good.", ["Brewtown"]),
    ],
)
def test_members_of_an_enumeration_are_businesses_beside_a_known_one_or_where_words_compare(answer: str, names: list[str]) -> None:
    assert [name for name, _ in others(answer)] == names


def test_who_stands_before_the_brand_in_prose_moves_its_rank() -> None:
    assert analyse("The best options are Keeper, NordPass, Dashlane and, last, Acme Coffee.", [], ACME, []).rank == 4


@pytest.mark.parametrize(
    "answer",
    [
        "Acme Coffee - Short list:  - Brewtown — good.   - Acme Coffee — better.  Tips - Beans: fresh",
        "Top picks:  1.  **Brewtown:** good  2.  **Acme Coffee:** better",
    ],
)
def test_list_items_whose_line_breaks_were_lost_are_still_items(answer: str) -> None:
    assert [name for name, _ in others(answer)] == ["Brewtown"]


def test_who_was_found_in_one_place_vouches_for_a_list_in_another() -> None:
    answer = "Acme Coffee, Brewtown and Roastify are near.\n\n- **Brewtown**: good\n- **Cafetto**: better\n- **Price**: low"
    assert [name for name, _ in others(answer)] == ["Brewtown", "Roastify", "Cafetto"]


@pytest.mark.parametrize(
    "answer",
    [
        "Visit Brewtown and Roastify in spring.",
        "Acme Coffee, Windows, macOS and Linux.",
        "Historically, Acme Coffee was small.",
        "Nonetheless, Acme Coffee and others grew.",
        "Acme Coffee, Germany and France; in May, June or on Monday.",
        "Acme Coffee, AES and TOTP.",
        "Acme Coffee, beans and Roastery tours: a roastery.",
    ],
)
def test_enumerations_of_anything_else_name_nobody(answer: str) -> None:
    assert others(answer) == []


def test_an_edition_of_a_found_business_is_no_other_business() -> None:
    assert [name for name, _ in others("Acme Coffee, Roastify and Brewtown; or Acme Coffee and Brewtown Business.")] == [
        "Roastify",
        "Brewtown",
    ]


def test_its_website_is_one_whose_domain_bears_its_name() -> None:
    answer = "- Acme Coffee\n- Brewtown"
    cited = [Citation.of("https://reviews.example/brewtown"), Citation.of("https://www.brewtown.com/menu")]
    assert others(answer, *cited) == [("Brewtown", "https://brewtown.com")]
