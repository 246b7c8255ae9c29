"""Reply: the JSON that a model was asked for, out of the text that it wrote."""

import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from chalicelib.usecases.ports.narrators import NotReworded

_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.S)
"""Many open models think aloud at the head of the answer."""
_FENCE = "```"


class _Passage(BaseModel):
    model_config = ConfigDict(strict=True)

    id: str
    text: str


class _Reply(BaseModel):
    model_config = ConfigDict(strict=True)

    passages: list[_Passage]


def texts(said: str, asked: Mapping[str, object]) -> dict[str, str]:
    """The texts by id. `NotReworded` (`malformed`) for anything but the object asked for, an id twice, or one that was not given."""
    try:
        reply = _Reply.model_validate_json(_unfenced(_THOUGHTS.sub("", said).strip()))
    except ValidationError:
        raise NotReworded("malformed") from None
    found = {passage.id: passage.text for passage in reply.passages}
    if len(found) != len(reply.passages) or not found.keys() <= asked.keys():
        raise NotReworded("malformed")
    return found


def _unfenced(text: str) -> str:
    """What stands between Markdown's fences, where all of it does."""
    first, _, rest = text.partition("\n")
    return rest.removesuffix(_FENCE) if first.strip() in (_FENCE, f"{_FENCE}json") and rest.endswith(_FENCE) else text
