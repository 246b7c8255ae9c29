"""Routing: how routes are declared, and made known to Chalice. What holds for every one of them is in `answering`."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Unpack

from chalice.app import Chalice, Request

from chalicelib.api import agents
from chalicelib.api.agents import AgentsDoor
from chalicelib.api.answering import UNKNOWN, across_origins, answered, correlation_id, counted, in_our_words, refused
from chalicelib.api.endpoint import Declaration, Endpoint, View
from chalicelib.domain.errors import NotFound
from chalicelib.doors.envelope import problem

METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


@dataclass(slots=True)
class Routes:
    """The routes of one resource, under the title and with the description that they have in the API's document."""

    title: str
    description: str
    endpoints: list[Endpoint] = field(default_factory=list)

    def endpoint(self, method: str, path: str, **declared: Unpack[Declaration]) -> Callable[[View], View]:
        """Declare the view of a route."""

        def declare(view: View) -> View:
            self.endpoints.append(Endpoint(method, path, view, **declared))
            return view

        return declare

    def get(self, path: str, **declared: Unpack[Declaration]) -> Callable[[View], View]:
        """Declare a GET."""
        return self.endpoint("GET", path, **declared)

    def post(self, path: str, **declared: Unpack[Declaration]) -> Callable[[View], View]:
        """Declare a POST."""
        return self.endpoint("POST", path, **declared)

    def put(self, path: str, **declared: Unpack[Declaration]) -> Callable[[View], View]:
        """Declare a PUT."""
        return self.endpoint("PUT", path, **declared)

    def patch(self, path: str, **declared: Unpack[Declaration]) -> Callable[[View], View]:
        """Declare a PATCH."""
        return self.endpoint("PATCH", path, **declared)

    def delete(self, path: str, **declared: Unpack[Declaration]) -> Callable[[View], View]:
        """Declare a DELETE."""
        return self.endpoint("DELETE", path, **declared)


def register(app: Chalice, resources: Iterable[Routes], *, origins: Collection[str] = (), door: AgentsDoor | None = None) -> None:
    """Make an application answer what these resources declare, and whatever else is asked of it in the API's own words.

    Pages of the `origins` may ask it too (see `cors`); agents ask through the `door` (see `agents`).
    """
    for resource in resources:
        for endpoint in resource.endpoints:
            _register(app, endpoint)
    if door is not None:
        app.route(agents.PATH, methods=["POST"], name="agents", content_types=[])(lambda: agents.answered(door, origins, _request(app)))
    # Whatever path no route declares is a 404 of ours: the gateway hands it on through `/{proxy+}`.
    app.route(UNKNOWN, methods=list(METHODS), name="unknown_path", content_types=[])(
        lambda **_path: refused(problem(NotFound("path")), correlation_id(_request(app)))
    )
    app.register_middleware(counted, "http")
    app.register_middleware(across_origins(origins), "http")
    app.register_middleware(in_our_words, "http")


def _register(app: Chalice, endpoint: Endpoint) -> None:
    # No content types for Chalice: it would refuse a body before the key was looked at, and in words of its own.
    app.route(endpoint.path, methods=[endpoint.method], name=endpoint.name, content_types=[])(
        lambda **_path: answered(endpoint, _request(app))
    )


def _request(app: Chalice) -> Request:
    assert app.current_request is not None
    return app.current_request
