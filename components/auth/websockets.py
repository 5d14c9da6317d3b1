"""The pages that people have open, each a websocket; closed when what opened it is revoked.

Whoever is shut out does not keep looking: their page is closed, the browser comes back at once and runs the page again,
and the middleware and the shell see who they are now. What is changed by this process closes pages in the same moment; each is looked at every two
seconds besides, for time that runs out and for what another process changed.

Of what a browser sends, only the messages that are declared for the role get through to Streamlit (`messages.py`).
"""

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.auth import authorization
from components.auth.authorization import Credentials, Person
from components.auth.messages import gets_through
from components.streamlit_internals import message_kind, run_again_message

LOG = logging.getLogger("gapboard")
WATCH_SECONDS = 2.0
CLOSED = 1008  # the code of a websocket that is closed by a rule


@dataclass(eq=False)
class OpenPage:
    """One open page: what came with it, who that was when it was opened, and how many messages of which kind were dropped."""

    credentials: Credentials
    person: Person
    loop: asyncio.AbstractEventLoop
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    dropped: Counter[str] = field(default_factory=Counter)


_open: set[OpenPage] = set()
_lock = threading.Lock()


def close(which: Callable[[OpenPage], bool]) -> int:
    """Close the open pages of which this is true; from any thread. Returns how many."""
    authorization.forget()
    with _lock:
        closing = [page for page in _open if which(page)]
    for page in closing:
        page.loop.call_soon_threadsafe(page.closing.set)
    return len(closing)


def close_link(link: str) -> int:
    """Close the pages of whoever came by a link."""
    return close(lambda page: page.person.link == link)


def close_person(who: str) -> int:
    """Close the pages of somebody, by address or name: when they come back they are what they are now."""
    return close(lambda page: page.credentials.sign_in is not None and page.credentials.sign_in.who == who)


def close_sign_in(id: str) -> int:
    """Close the pages of one sign-in."""
    return close(lambda page: page.credentials.sign_in is not None and page.credentials.sign_in.id == id)


async def serve(
    app: ASGIApp, credentials: Credentials, person: Person, scope: Scope, receive: Receive, send: Send
) -> None:
    """Serve a websocket until one side ends it, or what opened it is revoked."""
    page = OpenPage(credentials, person, asyncio.get_running_loop())
    with _lock:
        _open.add(page)
    watching = asyncio.create_task(_watch(page))
    try:
        await app(scope, lambda: _receive_allowed(page, receive, send), lambda message: _send(page, message, send))
    finally:
        with _lock:
            _open.discard(page)
        watching.cancel()
        if page.dropped:
            counts = ", ".join(f"{name} {count}" for name, count in sorted(page.dropped.items()))
            LOG.warning("messages dropped of a page opened as %s: %s", person.role, counts)


async def _receive_allowed(page: OpenPage, receive: Receive, send: Send) -> Message:
    """The browser's next message that is allowed to the role of its page; the rest is dropped and counted."""
    while True:
        message = await _receive(page, receive, send)
        if message["type"] != "websocket.receive":
            return message
        kind = message_kind(message.get("bytes") or b"")  # a text is no message of Streamlit's
        if gets_through(kind, page.person.role):
            return message
        page.dropped[kind] += 1


async def _receive(page: OpenPage, receive: Receive, send: Send) -> Message:
    """The browser's next message; or that the page is closed."""
    if not page.closing.is_set():
        message, over = asyncio.ensure_future(receive()), asyncio.ensure_future(page.closing.wait())
        try:
            await asyncio.wait((message, over), return_when=asyncio.FIRST_COMPLETED)
            if not page.closing.is_set():
                return message.result()
        finally:
            over.cancel()
            if not message.done():
                message.cancel()
    with suppress(RuntimeError, OSError):  # the browser may have gone already
        await send({"type": "websocket.send", "bytes": run_again_message()})
        await send({"type": "websocket.close", "code": CLOSED})
    return {"type": "websocket.disconnect", "code": CLOSED}


async def _send(page: OpenPage, message: Message, send: Send) -> None:
    if page.closing.is_set():
        raise OSError("the page was closed")
    await send(message)


async def _watch(page: OpenPage) -> None:
    """Close the page once whoever has it open is somebody else, or may do something else, than when it was opened."""
    while not page.closing.is_set():
        await asyncio.sleep(WATCH_SECONDS)
        try:
            now = await asyncio.to_thread(authorization.who_is, page.credentials)
        except Exception as error:  # the store is busy for a moment: it is asked again
            LOG.warning("who has a page open could not be asked: %s", type(error).__name__)
            continue
        if now != page.person:
            page.closing.set()
