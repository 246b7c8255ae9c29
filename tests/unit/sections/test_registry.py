import subprocess
import sys

import pytest

from chalicelib import sections, templates
from chalicelib.adapters.wording import BabelWording


def test_a_section_is_found_by_its_folder_and_knows_its_key() -> None:
    assert {"cover", "executive_summary", "abi", "headline_metrics", "top_campaigns", "ai_insights", "footer"} <= set(sections.names())
    assert [sections.load(key).key for key in sections.names()] == list(sections.names())


def test_an_unknown_section_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        sections.load("example_week")


def test_naming_the_sections_imports_none_of_them() -> None:
    code = "import sys; from chalicelib import sections as s; s.names(); print([m for m in sys.modules if m.startswith(s.__name__ + '.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("key", sections.names())
def test_every_section_has_an_example_that_it_makes_a_view_of(key: str) -> None:
    from importlib import import_module  # by name, as the registry does

    facts = import_module(f"chalicelib.sections.{key}.example").facts()
    assert facts.sections == (key,)
    assert isinstance(sections.load(key).view(facts, BabelWording("en_GB")), dict)


def test_the_weekly_needs_four_weeks_before_its_period() -> None:
    weekly = templates.load("weekly_check_in")
    assert max(sections.load(key).days_before(7) for key in weekly.sections) == 28
    assert max(sections.load(key).days_before(31) for key in weekly.sections) == 31
