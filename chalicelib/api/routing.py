"""Routing: how routes are declared, and made known to Chalice. What holds for every one of them is in `answering`."""

from collections.abc import Callable
from typing import Any

from chalice.app import Blueprint
from pydantic import BaseModel

from chalicelib.api.answering import answered, correlation_id, refused
from chalicelib.api.call import Call, NoQuery, Reply
from chalicelib.api.endpoint import Endpoint, View
from chalicelib.api.envelope import problem
from chalicelib.domain.errors import NotFound

JSON = ("application/json",)
MAX_BODY = 1_000_000
MAX_METRICS_BODY = 4_000_000
METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


class Routes(Blueprint):
    """The routes of one resource."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.endpoints: list[Endpoint] = []

    def endpoint(
        self,
        method: str,
        path: str,
        *,
        scope: str | None,
        body: type[BaseModel] | type[bytes] | None = None,
        query: type[BaseModel] = NoQuery,
        media_types: tuple[str, ...] = JSON,
        max_body: int = MAX_BODY,
    ) -> Callable[[Callable[[Call[Any, Any]], Reply]], Callable[[Call[Any, Any]], Reply]]:
        """Declare the view of a route; a `bytes` body is handed to it as it came."""

        def declare(view: View) -> View:
            declared = Endpoint(method, path, scope, body, query, media_types, max_body, view)
            self.endpoints.append(declared)
            # No content types for Chalice: it would refuse a body before the key was looked at, and in words of its own.
            self.route(path, methods=[method], name=f"{view.__module__}.{view.__name__}", content_types=[])(
                lambda **_path: answered(declared, self.current_request)
            )
            return view

        return declare

    def get(self, path: str, *, scope: str | None, query: type[BaseModel] = NoQuery) -> Callable[[View], View]:
        """Declare a GET."""
        return self.endpoint("GET", path, scope=scope, query=query)

    def post(self, path: str, *, scope: str, body: type[BaseModel] | None = None) -> Callable[[View], View]:
        """Declare a POST."""
        return self.endpoint("POST", path, scope=scope, body=body)

    def put(
        self,
        path: str,
        *,
        scope: str,
        body: type[BaseModel] | type[bytes],
        media_types: tuple[str, ...] = JSON,
        max_body: int = MAX_BODY,
    ) -> Callable[[View], View]:
        """Declare a PUT."""
        return self.endpoint("PUT", path, scope=scope, body=body, media_types=media_types, max_body=max_body)

    def patch(self, path: str, *, scope: str, body: type[BaseModel]) -> Callable[[View], View]:
        """Declare a PATCH."""
        return self.endpoint("PATCH", path, scope=scope, body=body)

    def delete(self, path: str, *, scope: str) -> Callable[[View], View]:
        """Declare a DELETE."""
        return self.endpoint("DELETE", path, scope=scope)


def register_unknown_paths(routes: Routes) -> None:
    """Whatever path no route declares is a 404 of ours: the gateway hands it on through `/{proxy+}`."""
    routes.route("/{proxy+}", methods=list(METHODS), name="unknown_path", content_types=[])(
        lambda **_path: refused(problem(NotFound("path")), correlation_id(routes.current_request))
    )
