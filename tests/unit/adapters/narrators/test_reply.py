"""The JSON out of what a model wrote; what it takes and refuses is in the contract of the narrators."""

import time

import pytest

from chalicelib.adapters.narrators.reply import texts
from chalicelib.usecases.ports.narrators import NotReworded


@pytest.mark.parametrize("said", ["```json\n" + "\n " * 3_000 + "x", "<think>" + "\n " * 3_000, "```\n" * 3_000])
def test_a_model_that_goes_on_and_on_is_read_in_a_moment(said: str) -> None:
    began = time.monotonic()
    with pytest.raises(NotReworded):
        texts(said, {})
    assert time.monotonic() - began < 5
