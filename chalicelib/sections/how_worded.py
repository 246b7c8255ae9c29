"""How a report is worded, for its definitions: which sentences are a language model's, and what was done about them."""

from chalicelib.domain.rewording.reworded import Reworded
from chalicelib.domain.section import Wording


def how_worded(reworded: Reworded | None, wording: Wording) -> list[tuple[str, str]]:
    """The term and its explanation; nothing of a report in the rules' words alone."""
    if reworded is None:
        return []
    told = wording.text(
        "Sentences are built by rule from figures. Some of this report are in the words of a language model ({model}), which got the "
        "sentences without their names. Each passage was checked: where its figures, names, dates, directions or doubts are not those of "
        "the rule's, or it judges where the rule does not, the rule's words are printed, here in {refused} of {asked} passages.",
        model=reworded.model,
        refused=wording.count(reworded.refused),
        asked=wording.count(reworded.asked),
    )
    return [(wording.text("Wording"), told)]
