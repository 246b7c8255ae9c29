"""Writes docs/openapi.json: the document of the API as its routes and models are now."""

import json
from pathlib import Path

from chalicelib.api.openapi import document
from chalicelib.api.routes import ROUTES

PATH = Path(__file__).resolve().parents[1] / "docs" / "openapi.json"
# Where it answers is known to whoever runs it: a deployment says so itself, in the document that it serves.
SERVER = {
    "url": "{base_url}",
    "description": "A deployment, or the local stack",
    "variables": {
        "base_url": {"default": "http://127.0.0.1:8000", "description": "For instance https://….execute-api.….amazonaws.com/api"}
    },
}


def text() -> str:
    """What the file should hold."""
    return json.dumps(document(ROUTES, [SERVER]), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(text())
