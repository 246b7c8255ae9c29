"""Documentation: the API's document, and a page to read it and try it out. Neither needs a key, and both come from here alone."""

import json
from functools import cache
from typing import Any

from chalicelib.api.documentation import assets
from chalicelib.api.endpoint import Media
from chalicelib.api.routing import Routes
from chalicelib.domain.errors import NotFound
from chalicelib.doors.call import Call, NoQuery, Reply

routes = Routes("Documentation", "This document, and a page to read it and try it out.")

# What the page may do: run its own scripts, and ask this API. Nothing else leaves a reader's browser.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_PAGE = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_UTF_8 = "; charset=utf-8"
_ASSET = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


@routes.get("/v1/openapi.json", scope=None, answers={200: Media(("application/json",))})
def read_document(call: Call[None, NoQuery]) -> Reply:
    """This document: OpenAPI 3.1."""
    whole = _document() | {"servers": [{"url": call.base_url}]}
    return Reply(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), headers={"Cache-Control": "no-cache"})


@routes.get("/docs", scope=None, answers={200: Media(("text/html",))})
def read_page(_call: Call[None, NoQuery]) -> Reply:
    """The page."""
    return Reply(assets.page(), headers=_PAGE, media_type=f"text/html{_UTF_8}")


@routes.get("/docs/{asset}", scope=None, answers={200: Media(assets.MEDIA_TYPES)})
def read_asset(call: Call[None, NoQuery]) -> Reply:
    """A script, a style or a picture of the page."""
    try:
        media_type, text = assets.read(call.path["asset"])
    except KeyError:
        raise NotFound("file") from None
    return Reply(text, headers=_ASSET, media_type=media_type + _UTF_8)


@cache
def _document() -> dict[str, Any]:
    # Here, since they import this module, and since no other request needs the document.
    from chalicelib.api.openapi import document
    from chalicelib.api.routes import ROUTES

    return document(ROUTES, servers=[])
