"""What every answer of the server carries: security headers, compressed files, a health check, errors in a sentence.

The server sends its files uncompressed (7.9 MB for a first page); they never change while it runs, so each is
compressed once and cached.
"""

import base64
import hashlib
import logging
import os
import re
import secrets
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from gzip import compress
from pathlib import Path

import anyio.to_thread
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import stores
from components.auth import authorization, oidc
from components.jobs import scheduler
from components.server import logs
from queries.published import code

LOG = logging.getLogger("gapboard")
STATIC = Path(st.__file__).resolve().parent / "static"
COMPRESSED = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".wasm": "application/wasm",
}
YEAR = 31_536_000
NOBODY = "'none'"
ORIGIN = re.compile(r"https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")


def frames() -> tuple[str, ...]:
    """The sites that may show the app in a frame: GAPBOARD_FRAMES. Raises ValueError where one is no https origin."""
    listed = tuple(os.environ.get("GAPBOARD_FRAMES", "").split())
    for origin in listed:
        if not ORIGIN.fullmatch(origin):
            raise ValueError(f"GAPBOARD_FRAMES has {origin!r}. Write origins, such as https://intranet.example.com.")
    return listed


def policy(index: str, framed_by: Sequence[str] = ()) -> str:
    """The Content-Security-Policy: nothing from a foreign host, no script but the server's own files and its one inline."""
    inline = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "connect-src 'self' ws: wss:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {' '.join(framed_by) or NOBODY}",
        )
    )


class SecurityHeaders:
    """Every answer says what a browser may do with it, and every cookie where it may be sent."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.framed_by = frames()
        self.headers = {
            "Content-Security-Policy": policy((STATIC / "index.html").read_text(encoding="utf-8"), self.framed_by),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
        if self.framed_by:
            del self.headers["X-Frame-Options"]  # it can only say nobody; the policy names who may

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
                message["headers"] = [
                    (name, self._cookie(value, scope) if name.lower() == b"set-cookie" else value)
                    for name, value in message["headers"]
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    def _cookie(self, value: bytes, scope: Scope) -> bytes:
        """A cookie that is sent over https only, where we are reached by it; into a frame of another site, where that may be."""
        if not is_secure(scope):
            return value
        parts = [part.strip() for part in value.decode("latin-1").split(";")]
        parts = [part for part in parts if part.lower() != "secure"]
        if self.framed_by:
            parts = [part for part in parts if not part.lower().startswith("samesite")] + ["SameSite=None"]
        return "; ".join([*parts, "Secure"]).encode("latin-1")


def is_secure(scope: Scope) -> bool:
    """Whether the browser speaks https: to us, to a proxy before us, or because that is where people sign in."""
    protocol = Headers(scope=scope).get("x-forwarded-proto", "").split(",")[0].strip()
    return scope.get("scheme") == "https" or protocol == "https" or oidc.origin().startswith("https://")


class CompressedFiles:
    """The server's own scripts and styles, compressed once and kept in memory.

    Starlette's GZipMiddleware sends as few bytes (1.9 of 6.8 MB) but compresses anew for every visitor: 0.3 to 0.8 s of
    CPU for each who has cached nothing, against 0.06 s (0.33 s for the first).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._cached: dict[Path, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._file(scope) if scope["type"] == "http" else None
        if path is None:
            await self.app(scope, receive, send)
            return
        if path not in self._cached:
            self._cached[path] = await anyio.to_thread.run_sync(_compressed, path)
        headers = {
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
            "Cache-Control": f"public, immutable, max-age={YEAR}",  # their names hold their hashes
        }
        response = Response(self._cached[path], media_type=COMPRESSED[path.suffix], headers=headers)
        await response(scope, receive, send)

    def _file(self, scope: Scope) -> Path | None:
        """The file that is asked for, where it is one of the server's own and the browser takes it compressed."""
        _, is_static, name = scope["path"].partition("/static/")
        if (
            not is_static
            or scope["method"] not in ("GET", "HEAD")
            or "gzip" not in Headers(scope=scope).get("accept-encoding", "")
        ):
            return None
        path = (STATIC / "static" / name).resolve()
        within = path.is_relative_to(STATIC / "static") and path.suffix in COMPRESSED
        return path if within and path.is_file() else None


async def health(request: Request) -> JSONResponse:
    """Whether the process answers: for a container, a proxy, a script that waits for the start."""
    return JSONResponse({"status": "ok"})


@asynccontextmanager
async def warm(app: object) -> AsyncIterator[None]:
    """Import what charts need and open the store while nobody waits, so that the first visitor does not.

    Raises RulesError where sign-in is set up in a way that is not sound: then nothing is served.
    """
    os.umask(0o077)  # what it writes is its owner's alone
    logs.set_up(os.environ)
    LOG.info("Gapboard %s", code())
    oidc.demand_sound()
    threading.Thread(target=_warm, name="gapboard-warm", daemon=True).start()
    with scheduler.running():
        yield


def on_error(error: Exception) -> bool:
    """A sentence and a reference for the person; the trace, under the same reference, for the log."""
    if isinstance(error, stores.StoreBusy | stores.StoreError | authorization.NotAllowed):
        st.error(str(error))
        return True
    reference = secrets.token_hex(4)
    LOG.error("reference %s", reference, exc_info=error)
    st.error(
        f"Something went wrong on our side, and nothing was changed. Reload the page; if it stays, quote reference {reference}."
    )
    return True


def _warm() -> None:
    import plotly.graph_objects  # noqa: F401

    try:
        stores.shown()
    except Exception as error:  # the first visitor reads it on the page; here it is only noted
        LOG.warning("the store is not open yet: %s", error)


def _compressed(path: Path) -> bytes:
    return compress(path.read_bytes(), compresslevel=6, mtime=0)
