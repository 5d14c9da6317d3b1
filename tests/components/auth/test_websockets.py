"""An open page ends when what opened it is taken away: at once when we know, within two seconds when we look."""

import asyncio
import threading
import time

from starlette.types import Message, Receive, Scope, Send

from components.auth.authorization import LOCAL, Credentials, Person
from components.auth.websockets import WATCH_SECONDS, close_link, close_person, serve
from tests.streamlit_internals import ForwardMsg

VISITOR = Person("visitor of a link", "link", link="one")
PATIENCE = 4 * WATCH_SECONDS


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    """What reads until the browser is gone."""
    while (await receive())["type"] != "websocket.disconnect":
        pass


def opened_and(then, person: Person = LOCAL) -> tuple[float, list[Message]]:
    """How long a page stayed open, of which `then` is called in another thread, and what its browser was sent."""
    sent: list[Message] = []

    async def never() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        asyncio.get_running_loop().call_later(0.1, lambda: threading.Thread(target=then).start())
        await asyncio.wait_for(serve(page, Credentials(), person, {}, never, send), PATIENCE)

    began = time.monotonic()
    asyncio.run(run())
    return time.monotonic() - began, sent


def test_a_page_is_told_to_run_again_and_closed_the_moment_its_link_is():
    lasted, sent = opened_and(lambda: close_link("one"), VISITOR)
    assert lasted < WATCH_SECONDS
    assert [message["type"] for message in sent] == ["websocket.send", "websocket.close"]
    assert ForwardMsg.FromString(sent[0]["bytes"]).session_status_changed.script_is_running


def test_a_page_whose_reader_is_somebody_else_by_now_is_closed_though_nobody_said_so():
    lasted, sent = opened_and(lambda: None, VISITOR)  # without a link whoever sits here is the local admin
    assert lasted < 2 * WATCH_SECONDS
    assert sent[-1] == {"type": "websocket.close", "code": 1008}


def test_the_pages_of_others_stay_open():
    closed: list[int] = []

    def others() -> None:
        closed.extend((close_link("another"), close_person("ana@example.com")))
        close_link("one")

    opened_and(others, VISITOR)
    assert closed == [0, 0]
