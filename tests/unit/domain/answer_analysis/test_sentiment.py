"""The tone of what is said of a brand, and of nobody else."""

import pytest

from chalicelib.domain.answer_analysis import BrandNames
from tests.fakes.answers import analyse

LASTPASS, BITWARDEN = BrandNames("LastPass"), BrandNames("Bitwarden")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("LastPass had high-profile breaches in recent years.", "negative"),
        ("LastPass used to be recommended, but recent breaches damaged its reputation.", "negative"),
        ("LastPass is an excellent choice.", "positive"),
        ("LastPass is from Boston.", "neutral"),
        ("Bitwarden is the best. LastPass was hacked.", "negative"),
        ("Bitwarden was hacked, while LastPass is excellent.", "positive"),
        ("LastPass is excellent, while Bitwarden was hacked in terrible breaches.", "positive"),
        ("LastPass offers breach monitoring to all of its users.", "neutral"),
        ("- **LastPass:**\n  Suffered a terrible breach.", "negative"),
        ("LastPass is no longer recommended.", "negative"),
        ("LastPass used to be great.", "negative"),
        ("Many experts recommend against LastPass.", "negative"),
        ("While popular and excellent, LastPass has had serious incidents.", "negative"),
        ("Although expensive, LastPass is excellent.", "positive"),
        ("Be wary of LastPass.", "negative"),
        ("**LastPass**\n\nDie Anwendung ist leider sehr teuer und langsam.", None),
        ("LastPass ist hervorragend und sehr sicher, aber teuer.", None),
        ("LastPass est excellent pour les familles nombreuses.", None),
        ("LastPassは素晴らしいです。", None),
        ("Bitwarden is great.", None),
    ],
)
def test_the_tone_is_that_of_what_is_said_of_the_brand(answer: str, expected: str | None) -> None:
    assert analyse(answer, [], LASTPASS, [BITWARDEN]).sentiment == expected
