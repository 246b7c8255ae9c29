"""What the section is shown with."""

from chalicelib.domain.visibility_facts import VisibilityFacts
from chalicelib.sections.example_run import run


def facts() -> VisibilityFacts:
    """A report of this section alone."""
    return run("visibility_summary")
