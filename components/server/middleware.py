"""The middleware in front of the server's routes: who gets through to what, decided before Streamlit sees a request.

Deny by default (`routes.py`). Without an identity provider it answers this machine only. A sign-in counts while our own
record of it is active; where it is not, Streamlit never sees its cookie.
"""

import asyncio
import datetime as dt
import ipaddress
import logging
import os
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.auth import authorization, oidc, websockets
from components.navigation import PAGES
from components.server.routes import ALIVE, BACK, SIGN_OUT, allowed_route
from components.stores import StoreBusy, StoreError

LOG = logging.getLogger("gapboard")
RETURN_TO = "gapboard_to"
RETURN_TO_SECONDS = 600  # to sign in; afterwards they land on the first page
LONGEST_RETURN_TO = 2000  # letters of an address with its filters
LOCAL_HOST = "localhost"
HERE_ONLY = (
    "Gapboard answers on its own machine only, because nobody can sign in: no identity provider is set up.\n\n"
    "Set one up ([auth] in the secrets file, see docs/operating.md). Where everybody who can reach this address may see,"
    " change and delete everything, set GAPBOARD_OPEN_WITHOUT_SIGN_IN=yes.\n"
)
NOT_FOUND = "There is nothing at this address.\n"
BUSY = "Gapboard cannot open its store at the moment. Try again in a minute.\n"


class AccessMiddleware:
    """Lets a request through to its route where its role allows, and answers it otherwise."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        route = allowed_route(scope["path"], scope.get("method", "websocket"))
        if scope["path"] not in ALIVE and not (oidc.has_provider() or is_open_to_all() or is_local(scope)):
            await _refuse(scope, receive, send, 403, HERE_ONLY)
        elif route is None:
            await _refuse(scope, receive, send, 404, NOT_FOUND)
        elif scope["type"] == "websocket":
            await self._stream(scope, receive, send)
        elif route.need != "anonymous":
            await self._protected(route.need, scope, receive, send)
        else:
            await self._public(scope, receive, send)

    async def _protected(self, need: authorization.Role, scope: Scope, receive: Receive, send: Send) -> None:
        """A route that needs a role."""
        try:
            person = await asyncio.to_thread(lambda: authorization.who_is(authorization.credentials(_cookies(scope))))
        except Exception as error:
            LOG.warning("a request could not be decided: %s", type(error).__name__)
            await _refuse(scope, receive, send, 503, BUSY)
            return
        if person.may(need):
            await self.app(scope, receive, send)
        else:
            await _refuse(scope, receive, send, 403, f"This takes the role of {need}, and yours is {person.role}.\n")

    async def _public(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A route for everybody. Signing in and out are written down, and whoever must sign in first is led back."""
        path, cookies = scope["path"], _cookies(scope)
        if path == SIGN_OUT and (sign_in := oidc.signed_in(cookies)):
            await asyncio.to_thread(authorization.record_sign_out, sign_in, dt.datetime.now())
            websockets.close_sign_in(sign_in.id)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if path == BACK:
                    await _record_sign_in(headers, cookies)
                elif oidc.has_provider() and path.strip("/") in ("", *PAGES) and scope["method"] == "GET":
                    _remember_page(headers, scope)
            await send(message)

        await self.app(scope, receive, answer)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The stream of a page: only from our own pages, and without the cookies of a sign-in that no longer counts."""
        if not is_own_origin(scope):
            await _refuse(scope, receive, send, 403, "")
            return
        credentials = authorization.credentials(_cookies(scope))
        try:
            person = await asyncio.to_thread(authorization.who_is, credentials)
        except Exception as error:  # the page itself asks again, and says what is wrong with the store
            LOG.warning("who opens a page could not be asked: %s", type(error).__name__)
            person = authorization.ANONYMOUS
        if credentials.sign_in is not None and person == authorization.ANONYMOUS:
            _drop_sign_in_cookies(scope)
        await websockets.serve(self.app, credentials, person, scope, receive, send)


def is_open_to_all() -> bool:
    """Whether an operator has declared that whoever reaches the app is its admin."""
    return os.environ.get("GAPBOARD_OPEN_WITHOUT_SIGN_IN", "").strip().lower() == "yes"


def is_local(scope: Scope) -> bool:
    """Whether a request comes from this machine and asks for it by its own name.

    A foreign page that has its name point here (DNS rebinding) asks by that name; a proxy says whom it speaks for.
    """
    headers = Headers(scope=scope)
    client = scope.get("client")
    spoken_for = ",".join((headers.get("x-forwarded-for", ""), headers.get("x-real-ip", ""))).split(",")
    return (
        client is not None
        and _is_loopback(client[0])
        and all(_is_loopback(address.strip()) for address in spoken_for if address.strip())
        and "forwarded" not in headers
        and _is_own_name(headers.get("host", ""))
    )


def is_own_origin(scope: Scope) -> bool:
    """Whether a stream is asked for by one of our own pages. What is no browser names no origin and brings no cookies of others."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return True
    return origin == oidc.origin() or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_own_name(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name == LOCAL_HOST or _is_loopback(name)


def _cookies(scope: Scope) -> dict[str, str]:
    cookies: dict[str, str] = {}
    for header in Headers(scope=scope).getlist("cookie"):
        cookies.update(cookie_parser(header))
    return cookies


def _drop_sign_in_cookies(scope: Scope) -> None:
    """Leave the cookies of a sign-in out of a request."""
    left = "; ".join(f"{name}={value}" for name, value in _cookies(scope).items() if not oidc.is_sign_in_cookie(name))
    others = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    scope["headers"] = [*others, (b"cookie", left.encode("latin-1"))] if left else others


async def _record_sign_in(headers: MutableHeaders, cookies: dict[str, str]) -> None:
    """Write down a sign-in where the answer carries one, and lead to the page that was asked for first."""
    set_now = SimpleCookie()
    for header in headers.getlist("set-cookie"):
        try:
            set_now.load(header)
        except CookieError:
            continue
    sign_in = oidc.signed_in({name: morsel.value for name, morsel in set_now.items()})
    if sign_in is None:
        return
    try:
        await asyncio.to_thread(authorization.record_sign_in, sign_in, dt.datetime.now())
    except (StoreBusy, StoreError) as error:  # it does not count then; the page says what is wrong with the store
        LOG.warning("a sign-in could not be written down: %s", type(error).__name__)
    return_to = unquote(cookies.get(RETURN_TO, ""))
    if _is_own_page(return_to):
        headers["location"] = return_to
    headers.append("set-cookie", f"{RETURN_TO}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")


def _remember_page(headers: MutableHeaders, scope: Scope) -> None:
    """Keep for some minutes which page was asked for, for whoever has yet to sign in."""
    query = scope.get("query_string", b"").decode("latin-1")
    return_to = f"{scope['path']}{f'?{query}' if query else ''}"
    if return_to != "/" and _is_own_page(return_to):
        cookie = f"{RETURN_TO}={quote(return_to, safe='')}; Path=/; Max-Age={RETURN_TO_SECONDS}; HttpOnly; SameSite=Lax"
        headers.append("set-cookie", cookie)


def _is_own_page(return_to: str) -> bool:
    """Whether this is the address of one of our pages, and nothing else."""
    parts = urlsplit(return_to)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith("/") and return_to.isprintable()
    return is_ours and parts.path[1:] in ("", *PAGES) and "\\" not in return_to and len(return_to) <= LONGEST_RETURN_TO


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": websockets.CLOSED})
        return
    answer: Response = PlainTextResponse(text, status_code=status, headers={"Cache-Control": "no-store"})
    await answer(scope, receive, send)
