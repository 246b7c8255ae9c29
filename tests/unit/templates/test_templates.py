import json
from pathlib import Path

import pytest

from chalicelib import sections, templates
from chalicelib.domain.ids import TEMPLATE, is_prefixed


def test_the_weekly_has_its_sections_in_the_order_of_the_spec() -> None:
    weekly = templates.load("weekly_check_in")
    assert weekly.sections == ("cover", "executive_summary", "abi", "headline_metrics", "top_campaigns", "ai_insights", "footer")
    assert (weekly.name, weekly.version, weekly.default_period_days, weekly.is_system) == ("Weekly Check-In", 1, 7, True)
    assert is_prefixed(TEMPLATE, weekly.id)


def test_a_template_is_listed_only_once_all_its_sections_stand() -> None:
    standing = set(sections.names())
    files = {file.stem: json.loads(file.read_text("utf-8")) for file in Path(templates.__file__).parent.glob("*.json")}
    assert len(files) == 6
    assert templates.names() == tuple(sorted(key for key, data in files.items() if set(data["sections"]) <= standing))
    assert set(templates.names()) == set(files)


def test_a_report_says_its_answer_first_and_what_it_rests_on_last() -> None:
    for key in templates.names():
        first, second, *_, last = templates.load(key).sections
        assert first.endswith("cover")
        assert second.endswith("summary")
        assert last.endswith("footer")


@pytest.mark.parametrize(("key", "version"), [("nothing", None), ("weekly_check_in", 2), ("../sections/abi", None)])
def test_an_unknown_template_or_version_is_a_key_error(key: str, version: int | None) -> None:
    with pytest.raises(KeyError):
        templates.load(key, version)


def test_templates_have_ids_of_their_own() -> None:
    assert len({templates.load(key).id for key in templates.names()}) == len(templates.names())
