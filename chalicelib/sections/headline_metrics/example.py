"""What the section is shown with."""

from chalicelib.domain.facts import Facts
from chalicelib.sections.example_week import week


def facts() -> Facts:
    """A report of this section alone."""
    return week("headline_metrics")
