"""Report document: a report's figures as JSON. Decimals are text, so that no reader rounds money; days and instants as in the API.

Its shape is of one `schema_version`: fields may be added to it, and none goes or changes its meaning within it.
"""

import json
from typing import Any

from chalicelib.adapters.packing import plain
from chalicelib.domain.facts import Facts
from chalicelib.domain.visibility_facts import VisibilityFacts

SCHEMA_VERSION = 1


def report_document(facts: Facts | VisibilityFacts, content: dict[str, Any]) -> bytes:
    """The whole: whose report it is, made with what, and its family's content. The same bytes for the same facts."""
    kind = "visibility" if isinstance(facts, VisibilityFacts) else "performance"
    document = {
        "object": "report_document",
        "schema_version": SCHEMA_VERSION,
        "report_id": facts.report_id,
        "title": facts.title,
        "kind": kind,
        "template": {
            "id": facts.template.id,
            "key": facts.template.key,
            "version": facts.template.version,
            "name": facts.template.name,
        },
        "sections": facts.sections,
        "locale": facts.locale,
        "gathered_at": facts.gathered_at,
    }
    return json.dumps(plain(document | content), ensure_ascii=False, indent=1).encode()
