"""Templates in DynamoDB: one item for each version, and one for the active one, which the listing shows."""

from chalicelib.adapters import keys, writes
from chalicelib.adapters.dynamodb import Item, Table
from chalicelib.adapters.packing import from_stored, to_stored
from chalicelib.adapters.writes import Write
from chalicelib.domain.errors import Stale
from chalicelib.domain.listing import Listing
from chalicelib.domain.template import Template
from chalicelib.usecases.ports.templates import KeyTaken

_LISTED = ("list_pk", "list_sk")


class DynamoTemplates:
    """The port `Templates` on the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, organization_id: str, template: Template) -> None:
        """Store the active version and the first one in one transaction; the listing sorts by the first one's id."""
        listed = dict(zip(_LISTED, (keys.templates_listed(organization_id), template.id), strict=True))
        active = writes.create(_active(organization_id, template) | listed)
        self._table.commit([(active, KeyTaken), (self._version(organization_id, template), Stale)])

    def get(self, organization_id: str, key: str, version: int | None = None) -> Template | None:
        """The version, or None."""
        wanted = keys.template(organization_id, key) if version is None else keys.template_version(organization_id, key, version)
        item = self._table.get(wanted)
        return _template(item) if item else None

    def supersede(self, organization_id: str, template: Template, *, was: Template) -> None:
        """Store the next version and make it the active one, in one transaction."""
        active = writes.amend(_active(organization_id, template), leave=_LISTED, condition="id = :was_id", values={":was_id": was.id})
        self._table.commit([(active, Stale), (self._version(organization_id, template), Stale)])

    def page(self, organization_id: str, *, limit: int, after: str | None) -> Listing[Template]:
        """One page, newest first."""
        read = self._table.listed(keys.templates_listed(organization_id), limit=limit, after=after)
        return Listing(tuple(map(_template, read.items)), read.after)

    def versions(self, organization_id: str, key: str, *, limit: int, after: str | None) -> Listing[Template]:
        """One page, newest first: versions sort by number."""
        read = self._table.newest(keys.template(organization_id, key).pk, keys.TEMPLATE_VERSION, limit=limit, after=after)
        items = {item["sk"]: item for item in self._table.batch_get(list(read.items))}
        return Listing(tuple(_template(items[found.sk]) for found in read.items), read.after)

    def _version(self, organization_id: str, template: Template) -> Write:
        key = keys.template_version(organization_id, template.key, template.version)
        return writes.create(_item(template) | key._asdict())


def _active(organization_id: str, template: Template) -> Item:
    return _item(template) | keys.template(organization_id, template.key)._asdict()


def _item(template: Template) -> Item:
    """An empty description is no attribute at all: DynamoDB Local takes no empty text."""
    return to_stored(Template, template) | {"description": template.description or None}


def _template(item: Item) -> Template:
    return from_stored(Template, {"description": ""} | item)
