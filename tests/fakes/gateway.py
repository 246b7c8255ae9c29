"""A gateway before an application of its own: requests in API Gateway's shape to declared routes, without HTTP."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from chalice.app import Chalice

from chalicelib.api.routing import Routes, register
from infra.local.events import HttpRequest, gateway_event
from infra.local.routing import match

REQUEST_ID = "9f6c4e8a-1d3b-4c8b-9f1e-7a3b1c2d3e4f"


class Gateway:
    def __init__(self, routes: Routes, *origins: str) -> None:
        self._app = Chalice("things", configure_logs=False)
        register(self._app, [routes], origins=origins)

    def ask(
        self,
        method: str,
        path: str = "/v1/things",
        headers: Mapping[str, str] | None = None,
        request_id: str = REQUEST_ID,
        body: bytes = b"",
    ) -> dict[str, Any]:
        """The application's proxy answer."""
        found = match(path, self._app.routes)
        assert found is not None
        request = HttpRequest(method, path, list((headers or {}).items()), [], body, "127.0.0.1")
        event = gateway_event(request, found.resource, found.parameters, request_id, datetime(2026, 4, 22, tzinfo=UTC), [])
        answer: dict[str, Any] = self._app(event, None)
        return answer
