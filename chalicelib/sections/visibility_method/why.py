"""Why a question failed, in the report's language where the words are the service's own, else as the platform put it.

A result keeps one English sentence, the one that the API shows; of ours a part in brackets behind it (`(HTTP 401)`) stays as it is.
"""

import re

from chalicelib.domain.section import Wording
from chalicelib.domain.translation import translatable

OURS = (
    translatable("The platform did not answer in time"),
    translatable("The platform could not be reached"),
    translatable("The platform's answer could not be read"),
    translatable("The platform answered without any text"),
    translatable("The platform refused to answer"),
    translatable("The platform refused this prompt"),
    translatable("The account with the platform has no credit left"),
    translatable("The platform did not accept the key"),
    translatable("The platform does not allow this key to ask"),
    translatable("The platform's key could not be read"),
    translatable("No answer came within 15 minutes."),
    translatable("The question waited for a day, and was never asked."),
)
"""The sentences of `chalicelib/engines` and of the questions' own deadlines. A test holds them to those."""


def why(message: str, wording: Wording) -> str:
    """The sentence to print."""
    found = re.fullmatch(r"(.+?)( \([^()]*\))?", message, re.S)
    if found is None or found[1] not in OURS:
        return message
    return wording.text(found[1]) + (found[2] or "")
