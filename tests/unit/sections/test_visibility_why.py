"""Why a question failed: our own sentences in the report's language, the platforms' as they put them."""

from gettext import NullTranslations
from pathlib import Path

import pytest

import chalicelib
from chalicelib.adapters.wording import BabelWording
from chalicelib.domain.cell_ending import NEVER_ASKED, TIMED_OUT
from chalicelib.sections.visibility_method.why import OURS, why


class _Shouted(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()


WORDING = BabelWording("en_GB", _Shouted())


def test_the_sentences_are_those_that_the_engines_and_the_deadlines_have() -> None:
    code = "".join(file.read_text("utf-8") for file in (Path(chalicelib.__file__).parent / "engines").rglob("*.py"))
    assert [each for each in OURS if each not in code and each not in (NEVER_ASKED.message, TIMED_OUT.message)] == []
    assert {NEVER_ASKED.message, TIMED_OUT.message} <= set(OURS)


@pytest.mark.parametrize(
    ("message", "printed"),
    [
        ("The platform could not be reached", "THE PLATFORM COULD NOT BE REACHED"),
        ("The platform refused to answer (SAFETY)", "THE PLATFORM REFUSED TO ANSWER (SAFETY)"),
        ("The platform did not accept the key (HTTP 401)", "THE PLATFORM DID NOT ACCEPT THE KEY (HTTP 401)"),
        ("The platform answered HTTP 500: {oops} (try later)", "The platform answered HTTP 500: {oops} (try later)"),
        ("", ""),
    ],
)
def test_ours_are_translated_and_theirs_are_not(message: str, printed: str) -> None:
    assert why(message, WORDING) == printed
