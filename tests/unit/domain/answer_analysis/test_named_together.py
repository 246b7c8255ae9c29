"""Businesses that nobody listed, told over the answers of one report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.answer_analysis import BrandNames, named_together, read
from chalicelib.domain.citation import Citation
from tests.fakes.answers import analyse_together

ACME = BrandNames("Acme Coffee")
SHOWS = "1. **Brewtown** – good\n2. **Acme Coffee** – better"
IN_PROSE = "I went to Brewtown first. Acme Coffee was shut."


def names(*answers: str) -> list[list[str]]:
    return [[business.name for business in read.businesses] for read in analyse_together(answers, ACME, [])]


def test_who_one_answer_shows_to_be_a_business_is_one_in_the_prose_of_every_other() -> None:
    assert names(IN_PROSE) == [["Acme Coffee"]]
    assert names(IN_PROSE, SHOWS) == [["Brewtown", "Acme Coffee"], ["Brewtown", "Acme Coffee"]]
    assert [read.rank for read in analyse_together([IN_PROSE, SHOWS], ACME, [])] == [2, 2]


def test_who_was_found_in_one_answer_vouches_for_those_beside_it_in_another() -> None:
    without_acme = "Try Brewtown, Roastify or Cafetto."
    assert names(without_acme) == [[]]
    assert names(without_acme, SHOWS)[0] == ["Brewtown", "Roastify", "Cafetto"]


@pytest.mark.parametrize("answers", [1, 3])
def test_a_word_that_stands_beside_a_business_once_and_mostly_elsewhere_is_none(answers: int) -> None:
    beside = "We like Acme Coffee, Brewtown and Travel Mode."
    elsewhere = "It has a feature called Travel Mode, and Acme Coffee is good."
    expected = ["Acme Coffee", "Brewtown", "Travel Mode"] if answers == 1 else ["Acme Coffee", "Brewtown"]
    assert names(beside, *[elsewhere] * (answers - 1))[0] == expected


def test_what_the_answers_also_write_in_lower_case_is_a_word_of_their_language() -> None:
    listed = "1. **Acme Coffee**: gut\n2. **Brewtown**: gut\n3. **Röstung**: hell"
    assert "Röstung" in names(listed)[0]
    assert "Röstung" not in names(listed, "Die röstung von Acme Coffee ist hell, und röstung zählt.", "Viel röstung bei Acme Coffee.")[0]


@pytest.mark.parametrize(
    ("prose", "named"),
    [
        ("Squarehaus is near Times Square, and Acme Coffee too.", []),
        ("I prefer Square to Acme Coffee.", ["Square"]),
        ("Choose Square over Acme Coffee.", ["Square"]),
        ("Acme Coffee and Square are near.", ["Square"]),
        ("A square table at Acme Coffee.", []),
    ],
)
def test_an_ordinary_word_is_a_business_only_where_it_is_written_as_a_name(prose: str, named: list[str]) -> None:
    shows = "We compared Acme Coffee, Square and Brewtown."
    assert [name for name in names(prose, shows)[0] if name != "Acme Coffee"] == named


def test_a_name_within_a_longer_one_that_was_found_is_not_named() -> None:
    shows = "1. **Acme Coffee**\n2. **Proton**\n3. **Proton Roasters**\n4. **Brewtown**"
    assert names("Both Proton Roasters and Acme Coffee.", shows)[0] == ["Proton Roasters", "Acme Coffee"]


def test_a_website_that_one_answer_tells_holds_in_all() -> None:
    readings = [read(text, [], ACME, []) for text in (IN_PROSE, SHOWS.replace("**Brewtown**", "[Brewtown](https://brewtown.com/menu)"))]
    named = named_together([reading.evidence for reading in readings], [])
    assert [business.website for answer in named for business in answer if business.name == "Brewtown"] == ["https://brewtown.com"] * 2
    cited = named_together([read(text, [], ACME, []).evidence for text in (IN_PROSE, SHOWS)], [Citation.of("https://brewtown.io/")])
    assert cited[0][0].website == "https://brewtown.io"


@given(
    st.lists(st.sampled_from([SHOWS, IN_PROSE, "", "Acme Coffee, Brewtown und Röstwerk.", "Try Travel Mode."]), max_size=6), st.randoms()
)
def test_the_order_of_the_answers_changes_nothing(answers: list[str], random: object) -> None:
    shuffled = list(range(len(answers)))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    there, back = names(*answers), names(*[answers[at] for at in shuffled])
    assert [back[shuffled.index(at)] for at in range(len(answers))] == there
