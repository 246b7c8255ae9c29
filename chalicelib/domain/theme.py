"""Theme: the colours of a document, made from those that its owner chose, each corrected until it can be read where it stands."""

from dataclasses import dataclass

from chalicelib.domain.contrast import MARK, TEXT, WHITE, contrast, legible, mixed

INK = "#16202b"
ACCENT = "#0b6e6e"

_QUIET = 0.15
_TINTS = (0.0, 0.1, 0.22, 0.36)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours, `#rrggbb`, by what they are for.

    `accent` is for marks and text on white (4.5:1), `minor` for lesser marks on white (3:1); `masthead` is the cover's ground, and on
    it stand, at 4.5:1 at least, `on_masthead`, `quiet_on_masthead` (terms) and `accent_on_masthead` (the line above the title).
    """

    accent: str
    minor: str
    masthead: str
    on_masthead: str
    quiet_on_masthead: str
    accent_on_masthead: str

    @property
    def tints(self) -> tuple[str, str, str, str]:
        """Grounds for ink, from white on: the accent, thinned."""
        none, some, more, most = (mixed(WHITE, self.accent, share) for share in _TINTS)
        return none, some, more, most


DEFAULT = Theme(ACCENT, ACCENT, INK, WHITE, "#b9c2cb", "#9fd0cd")


def theme(primary: str | None, secondary: str | None) -> Theme:
    """The theme of two colours; what was not chosen is as the house has it."""
    masthead, on_masthead = _masthead(primary) if primary else (DEFAULT.masthead, DEFAULT.on_masthead)
    quiet = legible(mixed(on_masthead, masthead, _QUIET), masthead) if primary else DEFAULT.quiet_on_masthead
    accent = legible(primary, WHITE) if primary else DEFAULT.accent
    return Theme(
        accent=accent,
        minor=legible(secondary, WHITE, MARK) if secondary else accent,
        masthead=masthead,
        on_masthead=on_masthead,
        quiet_on_masthead=quiet,
        accent_on_masthead=legible(secondary, masthead) if secondary else quiet if primary else DEFAULT.accent_on_masthead,
    )


def _masthead(primary: str) -> tuple[str, str]:
    """The colour as it was chosen wherever white or ink can be read on it; darkened for white in the narrow band between the two."""
    readable = [text for text in (WHITE, INK) if contrast(text, primary) >= TEXT]
    return (primary, readable[0]) if readable else (legible(primary, WHITE), WHITE)
