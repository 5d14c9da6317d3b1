"""The routes of share links: `/s/<token>` lands on the link's first page, with the token in a cookie and out of the address.

Whoever asks is told no more than that a link is there, has ended, or is not. Nothing here runs a script in the browser.
"""

import datetime as dt
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from components.auth import link_visitor
from components.auth.link_visitor import COOKIE, Link
from components.share import preview
from components.share.preview import Preview
from components.share.rate_limit import RateLimit
from components.stores import StoreBusy, StoreError
from components.text import format
from components.text.templates import environment
from components.theme import DARK, LIGHT

TEMPLATES = environment(Path(__file__).parent)
TEMPLATES.globals |= {"DOT": format.DOT, "LIGHT": LIGHT, "DARK": DARK}
LONGEST_FORM = 4096  # bytes
LONGEST_TOKEN = 200  # letters
PLAIN_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
WAIT = "Too many tries. Wait a minute, then open the link again."


@dataclass(frozen=True, eq=False)
class LinkRoutes:
    """The routes of share links, and who tried them how often: `wrong_tokens` that are none, by the address they came from;
    `passwords`, by the link they were tried on; `refusals` written down, by the link, for whoever asks for a closed one over
    and over fills no store. `preview_seconds` that whoever lands waits for the finding of a page nobody has opened yet.
    """

    wrong_tokens: RateLimit = field(default_factory=RateLimit)
    passwords: RateLimit = field(default_factory=RateLimit)
    refusals: RateLimit = field(default_factory=RateLimit)
    preview_seconds: float = 5

    def every(self) -> list[Route]:
        return [
            Route("/s/leave", leave),
            Route("/s/{token}", self.landing, methods=["GET", "POST"]),
            Route("/s/{token}/preview.png", self.picture),
        ]

    async def landing(self, request: Request) -> Response:
        """A link: its first page, or the form that asks for its password."""
        found = await self._found(request)
        if isinstance(found, Response):
            return found
        link, token = found
        key = ""
        if link.has_password:
            password = await _password(request) if request.method == "POST" else None
            if password is None:
                return _form()
            if not self.passwords.count(link.id):
                return _message("One moment", WAIT, 429)
            key = await anyio.to_thread.run_sync(lambda: link_visitor.links().unlocked(token, password))
            if not key:
                await self._refused(request, link)
                return _form("This is not the password.")
            self.passwords.undo(link.id)  # a whole board opens it in the same minute
        link_preview = None if link.has_password else await self._preview(link)
        meta = _preview_meta(request, token, link_preview)
        answer = _page(
            "link_opening.html", heading="Opening", text="One moment: the page opens by itself.", preview=meta
        )
        seconds = max(0, int((link.expires_at - dt.datetime.now()).total_seconds()))
        is_framed = bool(os.environ.get("GAPBOARD_FRAMES", "").strip())
        answer.set_cookie(
            COOKIE,
            link_visitor.cookie(token, key),
            max_age=seconds,
            httponly=True,
            path="/",
            secure=is_framed or _scheme(request) == "https",
            samesite="none" if is_framed else "lax",
        )
        return answer

    async def picture(self, request: Request) -> Response:
        """The picture of a link's preview; none where it asks for a password."""
        found = await self._found(request)
        if isinstance(found, Response):
            return found
        link, _ = found
        link_preview = None if link.has_password else await self._preview(link)
        if link_preview is None:
            return _message(link_visitor.UNKNOWN, "It has no picture.", 404)
        drawn = await anyio.to_thread.run_sync(preview.picture, link_preview)
        return Response(drawn, media_type="image/png", headers=PLAIN_HEADERS)

    async def _found(self, request: Request) -> tuple[Link, str] | Response:
        """The open link of a request and its token; else what is answered in its place."""
        token, address, now = request.path_params["token"], _address(request), dt.datetime.now()
        if not self.wrong_tokens.allows(address):
            return _message("One moment", WAIT, 429)
        try:
            link, gone = await anyio.to_thread.run_sync(_asked_for, token, now)
        except (StoreBusy, StoreError):
            return _message("One moment", "The store is busy. Open the link again in a minute.", 503)
        if link is None:
            self.wrong_tokens.count(address)
            return _message(*link_visitor.closed(None, now), 404)
        if link.state(now) != "open" or gone:
            await self._refused(request, link)
            return _message(*(gone or link_visitor.closed(link, now)), 410)
        return link, token

    async def _preview(self, link: Link) -> Preview | None:
        """What a link shows first, unless that takes too long for somebody who waits."""
        with anyio.move_on_after(self.preview_seconds):
            return await anyio.to_thread.run_sync(preview.preview, link, abandon_on_cancel=True)
        return None

    async def _refused(self, request: Request, link: Link) -> None:
        """Write down that a link was refused."""
        if not self.refusals.count(link.id):
            return
        device = link_visitor.device(request.headers.get("user-agent", ""))
        now = dt.datetime.now()
        await anyio.to_thread.run_sync(lambda: link_visitor.links().opened(link.id, now, device, was_refused=True))


async def leave(request: Request) -> Response:
    """Back to one's own view: the cookie of the link is taken away."""
    answer = RedirectResponse("../", status_code=303, headers=PLAIN_HEADERS)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _asked_for(token: str, now: dt.datetime) -> tuple[Link | None, tuple[str, str] | None]:
    """The link of a token, if there is one; and what is said where it is open and has nothing to show any more."""
    link = None if len(token) > LONGEST_TOKEN else link_visitor.links().find(token)
    is_open = link is not None and link.state(now) == "open"
    return link, link_visitor.gone(link, link_visitor.opened()) if link is not None and is_open else None


async def _password(request: Request) -> str | None:
    """What was written into the form; None where it is longer than any password."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return None
    return parse_qs(body.decode("utf-8", "replace")).get("password", [""])[0]


def _preview_meta(request: Request, token: str, link_preview: Preview | None) -> dict[str, str]:
    """What a messenger shows of the link, by the names under which it looks for it."""
    if link_preview is None:
        return {}
    reached = f"{_scheme(request)}://{request.url.netloc}{request.scope.get('root_path', '')}"
    base = os.environ.get("GAPBOARD_URL", "").rstrip("/") or reached
    return {
        "og:type": "website",
        "og:site_name": "Gapboard",
        "og:title": link_preview.finding,
        "og:description": link_preview.scope,
        "og:image": f"{base}/s/{token}/preview.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }


def _form(wrong: str = "") -> HTMLResponse:
    """The form that asks for a link's password."""
    heading = "This link asks for a password"
    return _page("link_password.html", status=403 if wrong else 200, heading=heading, wrong=wrong)


def _message(heading: str, text: str, status: int) -> HTMLResponse:
    answer = _page("link_page.html", status=status, heading=heading, text=text)
    if status == 429:
        answer.headers["Retry-After"] = "60"
    return answer


def _page(template: str, *, status: int = 200, **words: str | dict[str, str]) -> HTMLResponse:
    content = TEMPLATES.get_template(template).render(words)
    return HTMLResponse(content, status_code=status, headers=PLAIN_HEADERS)


def _address(request: Request) -> str:
    """Where a request comes from; behind a proxy that the operator names, what that proxy saw."""
    forwarded = request.headers.get("x-forwarded-for", "")
    if forwarded and _is_behind_proxy():
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.client.host if request.client else ""


def _scheme(request: Request) -> str:
    forwarded = request.headers.get("x-forwarded-proto", "") if _is_behind_proxy() else ""
    return forwarded if forwarded in ("http", "https") else request.url.scheme


def _is_behind_proxy() -> bool:
    return os.environ.get("GAPBOARD_PROXY", "").strip().lower() == "yes"
