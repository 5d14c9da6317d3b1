"""Every route of the server is declared: who gets through, or that nobody does. One nobody has thought about fails here."""

import re

import pytest
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from app import app
from components.server.routes import ALLOWED_ROUTES, STREAM, allowed_route
from tests.streamlit_internals import all_routes

SHUT = (
    r"/_stcore/script-health-check",
    r"/_stcore/agent/.+",
    r"/_stcore/bidi-components/.+",
    r"/component/.+",
    r"/app/static/.+",
)
"""Routes the server has that nobody needs here."""
PLACES = {"/static": "/static/js/any.js", "": "/index.html"}


@pytest.fixture(scope="module")
def routes() -> list[BaseRoute]:
    """All routes as they are served, ours and Streamlit's."""
    return all_routes(app)


def example(route: BaseRoute) -> tuple[str, str]:
    """A path of a route, and a method it answers."""
    if isinstance(route, Mount):
        return PLACES[route.path], "GET"
    assert isinstance(route, Route | WebSocketRoute), route
    path = re.sub(r"\{[^}]+\}", "any", route.path)
    methods = sorted((route.methods or set()) - {"HEAD", "OPTIONS"}) if isinstance(route, Route) else ["websocket"]
    return path, methods[0] if methods else "OPTIONS"


def test_every_route_of_the_server_is_declared_open_or_shut(routes: list[BaseRoute]):
    undeclared = {
        (path, method)
        for path, method in map(example, routes)
        if method != "OPTIONS"
        and allowed_route(path, method) is None
        and not any(re.fullmatch(pattern, path) for pattern in SHUT)
    }
    assert undeclared == set()


def test_every_route_that_is_declared_is_there(routes: list[BaseRoute]):
    paths = {example(route)[0] for route in routes} | {"/funnel", "/favicon.png"}
    idle = {route.path for route in ALLOWED_ROUTES if not any(re.fullmatch(route.path, path) for path in paths)}
    assert idle == set()


@pytest.mark.parametrize(
    ("method", "path", "need"),
    [
        ("GET", "/", "anonymous"),
        ("GET", "/funnel", "anonymous"),
        ("websocket", STREAM, "anonymous"),
        ("GET", "/media/a.csv", "viewer"),
        ("HEAD", "/media/a.csv", "viewer"),
        ("PUT", "/_stcore/upload_file/session/file", "editor"),
        ("GET", "/_stcore/metrics", "admin"),
    ],
)
def test_a_route_answers_its_role(method: str, path: str, need: str):
    found = allowed_route(path, method)
    assert found is not None
    assert found.need == need


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/"),
        ("GET", "/_stcore/upload_file/session/file"),
        ("OPTIONS", "/_stcore/upload_file/session/file"),
        ("PUT", "/_stcore/upload_file/session/file/more"),
        ("GET", "/_stcore/metrics/"),
        ("GET", "//media/a.csv"),
        ("GET", "/funnel/../media/a.csv"),
        ("GET", "/funnel\n"),
        ("GET", "/media/"),
        ("GET", "/MEDIA/a.csv"),
        ("websocket", "/"),
        ("websocket", f"{STREAM}/"),
        ("GET", STREAM),
    ],
)
def test_what_is_not_declared_is_shut(method: str, path: str):
    assert allowed_route(path, method) is None
