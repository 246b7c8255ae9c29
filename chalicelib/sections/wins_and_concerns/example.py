"""What the section is shown with."""

from chalicelib.domain.facts import Facts
from chalicelib.sections.example_month import month


def facts() -> Facts:
    """A report of this section alone."""
    return month("wins_and_concerns")
