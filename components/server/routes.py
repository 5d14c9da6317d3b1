"""Every route of the server with the least role that gets through. What is not declared here is shut, to everybody.

Streamlit lets whoever can reach it upload files, fetch media and read its metrics. A page is not shut: what it shows
comes through the stream, where each run asks who is there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from components.navigation import PAGES
from data.store.roles import Role

READ = frozenset({"GET", "HEAD"})
STREAM = "/_stcore/stream"
SIGN_IN, SIGN_OUT, BACK = "/auth/login", "/auth/logout", "/oauth2callback"
ALIVE = ("/healthz", "/_stcore/health")
"""What a container or a proxy asks, from wherever it is, to learn whether the process answers: no more than that."""


@dataclass(frozen=True)
class AllowedRoute:
    """A route, as a regular expression of its whole path; `methods` is `websocket` for the stream."""

    path: str
    need: Role
    methods: frozenset[str] = READ

    def matches(self, path: str, method: str) -> bool:
        return method in self.methods and re.fullmatch(self.path, path) is not None


ALLOWED_ROUTES = (
    *(AllowedRoute(re.escape(path), "anonymous") for path in ALIVE),
    AllowedRoute(rf"/(?:{'|'.join(PAGES)})?/?", "anonymous"),
    AllowedRoute(r"/(?:index\.html|favicon\.png|manifest\.json|static/.+)", "anonymous"),
    AllowedRoute(r"/_stcore/host-config", "anonymous"),
    AllowedRoute(STREAM, "anonymous", frozenset({"websocket"})),
    *(AllowedRoute(path, "anonymous", frozenset({"GET"})) for path in (SIGN_IN, SIGN_OUT, BACK)),
    AllowedRoute(r"/s/[^/]+(?:/[^/]+)?", "anonymous", READ | {"POST"}),
    AllowedRoute(r"/media/.+", "viewer"),
    AllowedRoute(r"/_stcore/upload_file/[^/]+/[^/]+", "editor", frozenset({"PUT", "DELETE"})),
    AllowedRoute(r"/_stcore/metrics", "admin"),
)
"""The routes that answer."""


def allowed_route(path: str, method: str, routes: Iterable[AllowedRoute] = ALLOWED_ROUTES) -> AllowedRoute | None:
    """The declared route of a request; None where there is none."""
    return next((route for route in routes if route.matches(path, method)), None)
