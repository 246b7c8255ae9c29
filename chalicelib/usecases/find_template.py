"""Find templates: the ones that come with the service, as far as all their sections stand."""

from chalicelib import templates
from chalicelib.domain.caller import Caller
from chalicelib.domain.errors import NotFound
from chalicelib.domain.listing import Listing
from chalicelib.domain.template import Template


def find_template(_organization_id: str, key: str, version: int | None) -> Template:
    """The version of a template that an organization sees (default: the active one); `NotFound` where there is none."""
    try:
        return templates.load(key, version)
    except KeyError:
        raise NotFound("report template") from None


def list_templates(_caller: Caller, *, include_system: bool, limit: int, after: str | None) -> Listing[Template]:
    """The templates of an organization, by key."""
    keys = [key for key in sorted(templates.names()) if include_system and (after is None or key > after)]
    page = tuple(templates.load(key) for key in keys[:limit])
    return Listing(page, page[-1].key if len(keys) > limit else None)
