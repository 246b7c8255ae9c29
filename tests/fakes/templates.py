"""Templates in memory: the port `Templates`, held to the same contract as the table; and what finds the system's."""

from chalicelib.domain.errors import Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.template import Template
from chalicelib.usecases.find_template import FindTemplate
from chalicelib.usecases.ports.templates import KeyTaken


class FakeTemplates:
    def __init__(self) -> None:
        self._versions: dict[tuple[str, str], list[Template]] = {}

    def add(self, organization_id: str, template: Template) -> None:
        if (organization_id, template.key) in self._versions:
            raise KeyTaken
        self._versions[organization_id, template.key] = [template]

    def get(self, organization_id: str, key: str, version: int | None = None) -> Template | None:
        versions = self._versions.get((organization_id, key), [])
        return next((one for one in reversed(versions) if version in (None, one.version)), None)

    def supersede(self, organization_id: str, template: Template, *, was: Template) -> None:
        if self.get(organization_id, template.key) != was:
            raise Stale
        self._versions[organization_id, template.key].append(template)

    def page(self, organization_id: str, *, limit: int, after: str | None) -> Listing[Template]:
        newest = sorted(
            (own for (org, _), own in self._versions.items() if org == organization_id), key=lambda own: own[0].id, reverse=True
        )
        rest = [own for own in newest if after is None or own[0].id < after]
        return Listing(tuple(own[-1] for own in rest[:limit]), rest[limit - 1][0].id if len(rest) > limit else None)

    def versions(self, organization_id: str, key: str, *, limit: int, after: str | None) -> Listing[Template]:
        newest = list(reversed(self._versions.get((organization_id, key), [])))
        rest = [one for one in newest if after is None or one.version < int(after)]
        return Listing(tuple(rest[:limit]), str(rest[limit - 1].version) if len(rest) > limit else None)


find_template = FindTemplate(FakeTemplates())
"""Where no organization has a template of its own."""
