"""Showing: whether what stands beside a name shows it to be a business.

In a list, a table or a row of numbered headings with a business that is listed or was found, whatever is more than ordinary words is one;
in such a list almost all of which are businesses, whatever is left. In an enumeration with one, and after `alternatives such as` and the
like, too; within a sentence even an ordinary word, since nothing else gave it its capital. Set apart, a name that is spelled as no word
is (`KeePass`) stands alone. Rather one too few than one too many.
"""

from dataclasses import dataclass

from chalicelib.domain.answer_analysis.evidence import Group, GroupKind, Member
from chalicelib.domain.answer_analysis.report_words import ReportWords
from chalicelib.domain.answer_analysis.spelling import is_acronym, naming_words

_ENOUGH, _ENOUGH_FOR_ONE_WORD = 2, 3
_MAX_WORDS_AMONG_FEATURES = 2


@dataclass(frozen=True, slots=True)
class Beside:
    """How many others of a group are listed (`known`), were `found`, or were found by more than a cue (`anchored`).

    `likely` are the found ones and those that no word is in, where words can be told; `all` is everybody else.
    """

    known: int
    found: int
    anchored: int
    likely: int
    all: int

    @property
    def businesses(self) -> int:
        """Those that are businesses for certain."""
        return self.known + self.found


def shows(group: Group, member: Member, beside: Beside, words: ReportWords) -> bool:
    """Whether the group shows the member to be a business."""
    if group.kind is GroupKind.ENUMERATION:
        return _enumeration_shows(group, member, beside, words)
    if words.is_coined(member.name):
        return True
    if group.kind is GroupKind.LIST:
        likely = beside.likely + words.has_no_word(member.name)
        is_vouched = beside.known > 0 or (beside.found > 0 and _is_half(likely, beside))
        return (is_vouched and not words.is_only_words(member.name)) or _is_left_over(member, beside, words)
    if group.kind is GroupKind.LOST_BREAKS:
        is_vouched = beside.known > 0 or (beside.found >= _ENOUGH and _is_half(beside.found + 1, beside))
        return (is_vouched and words.has_no_word(member.name)) or _is_left_among_features(member, beside)
    return False


def _enumeration_shows(group: Group, member: Member, beside: Beside, words: ReportWords) -> bool:
    """A name that only a cue shows vouches for nobody: `keys such as YubiKey` makes no business of `YubiKey and WebAuthn`."""
    is_vouched = beside.known + beside.anchored > 0
    if is_vouched and not member.opens and not all(map(is_acronym, naming_words(member.name))):
        return True
    return (is_vouched or group.is_cued) and (words.is_coined(member.name) or not words.is_only_words(member.name))


def _is_half(count: int, beside: Beside) -> bool:
    """One found name may stand among features: half of a list must be names."""
    return 2 * count >= max(2 * _ENOUGH, beside.all + 1)


def _is_left_over(member: Member, beside: Beside, words: ReportWords) -> bool:
    """`Price` stands beside two found names by chance; `Small Batch` hardly, and nothing beside three or a listed business."""
    if words.is_written_small(member.name):
        return False
    others = beside.known + beside.likely
    enough = _ENOUGH if beside.known or len(naming_words(member.name)) > 1 else _ENOUGH_FOR_ONE_WORD
    return beside.businesses > 0 and others >= enough and 3 * others >= 2 * (beside.known + beside.all)


def _is_left_among_features(member: Member, beside: Beside) -> bool:
    is_short = len(naming_words(member.name)) <= _MAX_WORDS_AMONG_FEATURES
    return is_short and beside.businesses >= _ENOUGH and 3 * beside.businesses >= 2 * (beside.known + beside.all)
