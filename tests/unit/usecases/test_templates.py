from dataclasses import replace
from itertools import pairwise

import pytest

from chalicelib import templates as system
from chalicelib.domain.attempt import Attempt
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import Forbidden, InvalidBody, NotFound
from chalicelib.domain.template import MAX_VERSION, Template
from chalicelib.usecases.clone_template import CloneTemplate
from chalicelib.usecases.edit_template import EditTemplate
from chalicelib.usecases.find_template import FindTemplate
from chalicelib.usecases.list_template_versions import ListTemplateVersions
from chalicelib.usecases.list_templates import ListTemplates
from chalicelib.usecases.ports.templates import KeyTaken
from chalicelib.usecases.template_change import TemplateChange
from tests.fakes.templates import FakeTemplates
from tests.fakes.time import CountingRandom, FakeClock

NAMED = TemplateChange(name="Client weekly")


@pytest.fixture
def templates() -> FakeTemplates:
    return FakeTemplates()


@pytest.fixture
def find(templates: FakeTemplates) -> FindTemplate:
    return FindTemplate(templates)


@pytest.fixture
def clone(templates: FakeTemplates, find: FindTemplate, clock: FakeClock, random: CountingRandom) -> CloneTemplate:
    return CloneTemplate(templates, find, clock, random)


@pytest.fixture
def edit(templates: FakeTemplates, find: FindTemplate, clock: FakeClock, random: CountingRandom) -> EditTemplate:
    return EditTemplate(templates, find, clock, Attempt(clock, random))


def test_a_clone_is_its_original_with_what_was_changed(clone: CloneTemplate, find: FindTemplate, caller: Caller, clock: FakeClock) -> None:
    weekly = system.load("weekly_check_in")
    made = clone(
        caller, "weekly_check_in", "client_weekly", TemplateChange(name="Client weekly", requires_review=True, sections=("cover",))
    )
    assert made == replace(
        weekly,
        id=made.id,
        key="client_weekly",
        name="Client weekly",
        requires_review=True,
        sections=("cover",),
        is_system=False,
        created_at=clock.now,
    )
    assert find("acme", "client_weekly", None) == made
    with pytest.raises(NotFound):
        find("another", "client_weekly", None)


def test_a_clone_of_a_clone_is_of_its_active_version(clone: CloneTemplate, edit: EditTemplate, caller: Caller) -> None:
    clone(caller, "weekly_check_in", "client_weekly", NAMED)
    edit(caller, "client_weekly", TemplateChange(default_period_days=14))
    again = clone(caller, "client_weekly", "second", TemplateChange(name="Second"))
    assert (again.version, again.default_period_days) == (1, 14)


@pytest.mark.parametrize("key", ["client_weekly", "weekly_check_in", "qbr_quarterly"])
def test_a_key_that_is_taken_is_refused(clone: CloneTemplate, caller: Caller, key: str) -> None:
    clone(caller, "weekly_check_in", "client_weekly", NAMED)
    with pytest.raises(KeyTaken):
        clone(caller, "weekly_check_in", key, NAMED)
    clone(replace(caller, organization_id="another"), "weekly_check_in", "client_weekly", NAMED)


@pytest.mark.parametrize("from_key", ["unheard_of", "UPPER", "", "x" * 64])
def test_what_is_not_there_is_not_cloned(clone: CloneTemplate, caller: Caller, from_key: str) -> None:
    with pytest.raises(NotFound) as refusal:
        clone(caller, from_key, "client_weekly", NAMED)
    assert refusal.value.field == "from_key"


def test_a_template_makes_one_kind_of_report(clone: CloneTemplate, edit: EditTemplate, caller: Caller) -> None:
    visibility = TemplateChange(sections=("visibility_cover",))
    with pytest.raises(InvalidBody) as refusal:
        clone(caller, "weekly_check_in", "client_weekly", visibility)
    assert refusal.value.faults[0].loc == ("body", "sections")
    clone(caller, "ai_visibility", "client_visibility", visibility)
    with pytest.raises(InvalidBody):
        edit(caller, "client_visibility", TemplateChange(sections=("cover",)))


def test_an_edit_is_another_version_and_the_old_one_stays(
    clone: CloneTemplate, edit: EditTemplate, find: FindTemplate, caller: Caller, clock: FakeClock
) -> None:
    first = clone(caller, "weekly_check_in", "client_weekly", NAMED)
    clock.pass_(seconds=1)
    second = edit(caller, "client_weekly", TemplateChange(name="Client Monday"))
    assert second == replace(first, id=second.id, version=2, name="Client Monday", created_at=clock.now)
    assert second.id > first.id
    assert find("acme", "client_weekly", None) == find("acme", "client_weekly", 2) == second
    assert find("acme", "client_weekly", 1) == first


@pytest.mark.parametrize("change", [TemplateChange(), NAMED])
def test_an_edit_that_changes_nothing_makes_no_version(
    clone: CloneTemplate, edit: EditTemplate, caller: Caller, change: TemplateChange
) -> None:
    first = clone(caller, "weekly_check_in", "client_weekly", NAMED)
    assert edit(caller, "client_weekly", change) == first


def test_a_system_template_is_not_edited(edit: EditTemplate, caller: Caller) -> None:
    with pytest.raises(Forbidden):
        edit(caller, "weekly_check_in", NAMED)
    with pytest.raises(NotFound):
        edit(caller, "unheard_of", NAMED)


@pytest.mark.parametrize("version", [2, MAX_VERSION, 10**3000])
def test_a_version_that_is_not_there_is_not_found(clone: CloneTemplate, find: FindTemplate, caller: Caller, version: int) -> None:
    clone(caller, "weekly_check_in", "client_weekly", NAMED)
    for key in ("client_weekly", "weekly_check_in"):
        with pytest.raises(NotFound):
            find("acme", key, version)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 20])
def test_a_list_shows_ones_own_newest_first_and_then_the_systems(
    clone: CloneTemplate, templates: FakeTemplates, caller: Caller, clock: FakeClock, limit: int
) -> None:
    for number in range(3):
        clock.pass_(seconds=1)
        clone(caller, "weekly_check_in", f"client_{number}", NAMED)
    for include_system in (True, False):
        seen: list[Template] = []
        after: str | None = None
        while True:
            page = ListTemplates(templates)(caller, include_system=include_system, limit=limit, after=after)
            assert len(page.items) <= limit
            seen += page.items
            after = page.after
            if after is None:
                break
        own, rest = [template.key for template in seen[:3]], [template.key for template in seen[3:]]
        assert own == ["client_2", "client_1", "client_0"]
        assert rest == (sorted(system.names()) if include_system else [])


def test_every_version_is_listed_and_a_system_template_has_one(
    clone: CloneTemplate, edit: EditTemplate, templates: FakeTemplates, find: FindTemplate, caller: Caller
) -> None:
    versions = ListTemplateVersions(templates, find)
    clone(caller, "weekly_check_in", "client_weekly", NAMED)
    for days in (8, 9):
        edit(caller, "client_weekly", TemplateChange(default_period_days=days))
    listed = versions(caller, "client_weekly", limit=10, after=None).items
    assert all(newer.version == older.version + 1 for newer, older in pairwise(listed))
    assert [template.default_period_days for template in listed] == [9, 8, 7]
    assert versions(caller, "weekly_check_in", limit=10, after=None).items == (system.load("weekly_check_in"),)
    with pytest.raises(NotFound):
        versions(caller, "unheard_of", limit=10, after=None)


def test_a_repeat_of_a_died_request_finds_what_it_made(clone: CloneTemplate, edit: EditTemplate, caller: Caller, clock: FakeClock) -> None:
    def again() -> Attempt:
        return Attempt(clock, CountingRandom(), resumes=True)

    made = replace(clone, random=CountingRandom())(caller, "weekly_check_in", "client_weekly", NAMED)
    assert replace(clone, random=CountingRandom(), resumes=True)(caller, "weekly_check_in", "client_weekly", NAMED) == made
    edited = replace(edit, attempt=again())(caller, "client_weekly", TemplateChange(name="Client Monday"))
    clock_at_first = again()
    assert replace(edit, attempt=clock_at_first)(caller, "client_weekly", TemplateChange(name="Client Monday")) == edited
