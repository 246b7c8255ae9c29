"""Deletion: what is left of a deleted report, until nothing is.

The report itself goes first, and in the same write a deletion takes its place: from then on the report is nobody's to see. Its files,
cells and counts follow at once, and once more at `attention_at`: by then no worker is alive that had it, and could have stored more.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Deletion:
    """A report that was deleted, and when to clear away for the last time."""

    organization_id: str
    report_id: str
    attention_at: datetime
