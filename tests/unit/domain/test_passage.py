from typing import Any

from chalicelib.domain.passage import Passage, passages, with_passages
from chalicelib.domain.prose import Name, Prose, Strong

PLACES = ("headline", "lede", "blocks.*.lede", "blocks.*.notes.*", "blocks.*.uncertain")
_NAMED: Prose = (Name("A"), " and ", Name("B"), " are ", Strong("up"))


def _view() -> dict[str, Any]:
    return {
        "headline": ("One sentence",),
        "lede": (("First.",), (Name("A"), " comes second.")),
        "label": "Spend",
        "blocks": [{"lede": [], "notes": [_NAMED, ("Another.",)], "uncertain": [("Unclear.",)]}, {"notes": []}],
    }


def test_sentences_and_paragraphs_are_passages_where_the_section_says_so() -> None:
    assert [(passage.place, passage.text) for passage in passages("s", PLACES, _view())] == [
        ("s.headline", "One sentence"),
        ("s.lede", "First. {N1} comes second."),
        ("s.blocks.0.notes.0", "{N1} and {N2} are up"),
        ("s.blocks.0.notes.1", "Another."),
        ("s.blocks.0.uncertain", "Unclear."),
    ]


def test_new_words_stand_at_their_place_in_the_shape_that_was_there() -> None:
    view = _view()
    new: dict[str, Prose] = {
        "s.headline": ("H",),
        "s.lede": ("L ", Name("A")),
        "s.blocks.0.notes.1": ("N",),
        "s.blocks.0.uncertain": ("U",),
    }
    changed = with_passages("s", PLACES, view, new)
    assert changed["headline"] == ("H",)
    assert changed["lede"] == (("L ", Name("A")),)
    assert changed["blocks"][0]["notes"] == [_NAMED, ("N",)]
    assert changed["blocks"][0]["uncertain"] == (("U",),)
    assert changed["label"] == "Spend"
    assert view == _view()


def test_what_a_user_named_is_not_in_a_passages_text() -> None:
    assert Passage("p", (Name("Secret {N9}"), " spent €5.")).text == "{N1} spent €5."
