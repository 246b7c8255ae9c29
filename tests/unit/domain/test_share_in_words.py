import pytest

from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.share_in_words import in_answers, of_mentions
from chalicelib.domain.wilson import Proportion

WORDING = BabelWording("en_GB")


@pytest.mark.parametrize(
    ("count", "n", "words"),
    [
        (2, 95, "fewer than one in twenty of the answers"),
        (19, 95, "one in five of the answers"),
        (50, 95, "about half of the answers"),
        (50, 100, "half of the answers"),
        (62, 95, "about two thirds of the answers"),
        (94, 95, "more than nineteen in twenty of the answers"),
        (95, 95, "all 95 answers"),
        (2, 3, "2 of 3 answers"),
        (1, 1, "the only answer"),
    ],
)
def test_a_share_in_words_is_the_nearest_plain_fraction(count: int, n: int, words: str) -> None:
    assert in_answers(Proportion(count, n), WORDING) == f"in {words}"
    assert of_mentions(Proportion(count, n), WORDING) == words.replace("answer", "mention")


def test_no_fraction_in_words_is_further_than_a_twentieth_from_its_share() -> None:
    spoken = {"a quarter": 1 / 4, "half": 1 / 2, "two thirds": 2 / 3, "nine in ten": 9 / 10, "one in seven": 1 / 7}
    for count in range(1, 200):
        words = in_answers(Proportion(count, 200), WORDING).removeprefix("in ").removeprefix("about ").removesuffix(" of the answers")
        if words in spoken:
            assert abs(spoken[words] - count / 200) <= 0.0501
