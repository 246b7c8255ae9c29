"""What every keeper of templates does: the one in memory, and the table on two engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chalicelib.adapters.dynamodb import Table
from chalicelib.adapters.templates import DynamoTemplates
from chalicelib.domain import ids
from chalicelib.domain.errors import Stale
from chalicelib.domain.template import Template
from chalicelib.usecases.ports.templates import KeyTaken, Templates
from tests.fakes.templates import FakeTemplates
from tests.fakes.time import CountingRandom, FakeClock

MakeTemplate = Callable[..., Template]


@pytest.fixture(params=["memory", "stand-in", "dynamodb-local"])
def templates(request: pytest.FixtureRequest, table_in: Callable[[str], Table]) -> Templates:
    return FakeTemplates() if request.param == "memory" else DynamoTemplates(table_in(request.param))


@pytest.fixture
def organization() -> str:
    return uuid4().hex


@pytest.fixture
def make(clock: FakeClock, random: CountingRandom) -> MakeTemplate:
    def make(key: str = "client_weekly", version: int = 1) -> Template:
        clock.pass_(milliseconds=1)
        return Template(
            id=ids.new_id(ids.TEMPLATE, clock.now, random),
            key=key,
            version=version,
            name=f"Client weekly {version}",
            description="",
            is_system=False,
            default_period_days=7,
            sections=("cover", "headline_metrics"),
            requires_review=True,
            created_at=datetime(2026, 4, 1, tzinfo=UTC),
        )

    return make


def test_a_template_comes_back_as_it_was_stored(templates: Templates, make: MakeTemplate, organization: str) -> None:
    template = make()
    assert templates.get(organization, template.key) is None
    templates.add(organization, template)
    assert templates.get(organization, template.key) == templates.get(organization, template.key, 1) == template
    assert templates.get(organization, template.key, 2) is None
    assert templates.get("another", template.key) is None


def test_of_many_with_one_key_one_is_made(templates: Templates, make: MakeTemplate, organization: str) -> None:
    wanted = [make() for _ in range(8)]

    def add(template: Template) -> bool:
        try:
            templates.add(organization, template)
        except KeyTaken:
            return False
        except Stale:  # another transaction was in the way
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = [template for template, done in zip(wanted, pool.map(add, wanted), strict=True) if done]
    assert [templates.get(organization, "client_weekly")] == won
    with pytest.raises(KeyTaken):
        templates.add(organization, make())


def test_a_version_supersedes_the_one_that_was_read_and_the_old_ones_stay(
    templates: Templates, make: MakeTemplate, organization: str
) -> None:
    first, second, third = make(), make(version=2), make(version=2)
    templates.add(organization, first)
    templates.supersede(organization, second, was=first)
    with pytest.raises(Stale):
        templates.supersede(organization, third, was=first)
    assert templates.get(organization, first.key) == templates.get(organization, first.key, 2) == second
    assert templates.get(organization, first.key, 1) == first


def test_versions_are_listed_newest_first_and_their_pages_tile(templates: Templates, make: MakeTemplate, organization: str) -> None:
    active = make()
    templates.add(organization, active)
    for version in range(2, 13):
        edited = replace(make(version=version), key=active.key)
        templates.supersede(organization, edited, was=active)
        active = edited
    seen: list[int] = []
    after: str | None = None
    while True:
        page = templates.versions(organization, active.key, limit=5, after=after)
        seen += [one.version for one in page.items]
        after = page.after
        if after is None:
            break
    assert seen == list(range(12, 0, -1))


def test_a_list_shows_the_active_versions_and_an_edit_moves_none(templates: Templates, make: MakeTemplate, organization: str) -> None:
    made = [make(f"client_{number}") for number in range(3)]
    for template in made:
        templates.add(organization, template)
    edited = make("client_0", version=2)
    templates.supersede(organization, edited, was=made[0])
    first = templates.page(organization, limit=2, after=None)
    assert first.items == (made[2], made[1])
    second = templates.page(organization, limit=2, after=first.after)
    assert (second.items, second.after) == ((edited,), None)
