"""Every route of the server with the least role that gets through. What is not declared here is shut, to everybody.

Streamlit lets whoever can reach it upload files, fetch media and read its metrics. A page is not shut: what stands on it
comes through the stream, where each run asks who is there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from components.navigation import PAGES
from data.store.permissions import Role

READ = frozenset({"GET", "HEAD"})
STREAM = "/_stcore/stream"
SIGN_IN, SIGN_OUT, BACK = "/auth/login", "/auth/logout", "/oauth2callback"
ALIVE = ("/healthz", "/_stcore/health")
"""What a container or a proxy asks, from wherever it stands, to learn whether the process answers: no more than that."""


@dataclass(frozen=True)
class Door:
    """A route, as a regular expression of its whole path; `methods` is `websocket` for the stream."""

    path: str
    need: Role
    methods: frozenset[str] = READ

    def is_at(self, path: str, method: str) -> bool:
        return method in self.methods and re.fullmatch(self.path, path) is not None


DOORS = (
    *(Door(re.escape(path), "anonymous") for path in ALIVE),
    Door(rf"/(?:{'|'.join(PAGES)})?/?", "anonymous"),
    Door(r"/(?:index\.html|favicon\.png|manifest\.json|static/.+)", "anonymous"),
    Door(r"/_stcore/host-config", "anonymous"),
    Door(STREAM, "anonymous", frozenset({"websocket"})),
    *(Door(path, "anonymous", frozenset({"GET"})) for path in (SIGN_IN, SIGN_OUT, BACK)),
    Door(r"/s/[^/]+(?:/[^/]+)?", "anonymous", READ | {"POST"}),
    Door(r"/media/.+", "viewer"),
    Door(r"/_stcore/upload_file/[^/]+/[^/]+", "editor", frozenset({"PUT", "DELETE"})),
    Door(r"/_stcore/metrics", "admin"),
)
"""The doors that open."""


def door(path: str, method: str, doors: Iterable[Door] = DOORS) -> Door | None:
    """The door of a request; None where there is none."""
    return next((one for one in doors if one.is_at(path, method)), None)
