"""Without sign-in only this machine is answered, by its own name; a page of another site opens no stream."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from components.server.middleware import (
    HERE_ONLY,
    AccessMiddleware,
    _drop_sign_in_cookies,
    _is_own_page,
    is_local,
    is_own_origin,
)

LOCAL = {"host": "localhost:8501"}


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"let through"})


def request(
    path: str = "/", client: str = "127.0.0.1", kind: str = "http", method: str = "GET", **headers: str
) -> Scope:
    listed = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: Scope = {"type": kind, "path": path, "query_string": b"", "headers": listed, "client": (client, 50000)}
    return scope | ({"method": method} if kind == "http" else {})


def answer(scope: Scope) -> tuple[int, str]:
    """The status and text of what the middleware lets through or says itself; of a stream that it refuses, its code."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    asyncio.run(AccessMiddleware(behind)(scope, receive, send))
    if sent[0]["type"] == "websocket.close":
        return sent[0]["code"], ""
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]).decode()


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "127.0.0.2"])
def test_this_machine_is_answered_by_its_own_names(host: str):
    assert is_local(request(host=host))
    assert answer(request(host=host)) == (200, "let through")


@pytest.mark.parametrize(
    "host", ["evil.test:8501", "localhost.evil.test", "127.0.0.1.evil.test", "user@evil.test", "", "[", "10.0.0.1"]
)
def test_a_name_that_somebody_else_points_here_is_not_answered(host: str):
    assert answer(request(host=host)) == (403, HERE_ONLY)


@pytest.mark.parametrize("client", ["192.0.2.7", "10.0.0.2", "172.17.0.1", "2001:db8::1", "testclient"])
def test_another_machine_is_told_why_it_is_not_answered(client: str):
    assert answer(request(client=client, **LOCAL)) == (403, HERE_ONLY)
    assert answer(request("/_stcore/stream", client, "websocket", **LOCAL)) == (1008, "")


def test_a_proxy_on_this_machine_speaks_for_whoever_it_says():
    assert not is_local(request(x_forwarded_for="192.0.2.7", **LOCAL))
    assert not is_local(request(x_forwarded_for="127.0.0.1, 192.0.2.7", **LOCAL))
    assert not is_local(request(x_real_ip="192.0.2.7", **LOCAL))
    assert not is_local(request(forwarded="for=192.0.2.7", **LOCAL))
    assert is_local(request(x_forwarded_for="127.0.0.1", **LOCAL))


def test_whether_it_is_alive_is_told_to_everybody_and_nothing_else_of_it():
    assert answer(request("/healthz", "192.0.2.7", host="app")) == (200, "let through")
    assert answer(request("/healthz/", "192.0.2.7", host="app"))[0] == 403


def test_an_operator_can_open_it_to_all_who_reach_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GAPBOARD_OPEN_WITHOUT_SIGN_IN", "yes")
    assert answer(request(client="192.0.2.7", host="app.example.com")) == (200, "let through")
    monkeypatch.setenv("GAPBOARD_OPEN_WITHOUT_SIGN_IN", "no")
    assert answer(request(client="192.0.2.7", host="app.example.com"))[0] == 403


def test_whoever_sits_at_this_machine_is_its_admin():
    assert answer(request("/_stcore/metrics", **LOCAL)) == (200, "let through")
    assert answer(request("/_stcore/upload_file/a/b", method="PUT", **LOCAL)) == (200, "let through")


def test_what_no_route_is_declared_for_is_shut_even_to_them():
    assert answer(request("/_stcore/agent/mcp", method="POST", **LOCAL))[0] == 404
    assert answer(request("/nothing", **LOCAL))[0] == 404


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("http://localhost:8501", True),
        ("http://LOCALHOST:8501", True),
        ("http://localhost:3000", False),
        ("http://127.0.0.1:8501", False),
        ("https://evil.test", False),
        ("null", False),
    ],
)
def test_a_stream_is_opened_by_our_own_pages_only(origin: str, is_own: bool):
    scope = request("/_stcore/stream", kind="websocket", origin=origin, **LOCAL)
    assert is_own_origin(scope) is is_own
    if not is_own:
        assert answer(scope) == (1008, "")


def test_the_cookies_of_a_sign_in_are_left_out_and_no_others():
    scope = request(
        cookie="_streamlit_user=a; _streamlit_user_1=b; _streamlit_user_tokens=c; _streamlit_xsrf=d; other=e"
    )
    _drop_sign_in_cookies(scope)
    assert dict(scope["headers"])[b"cookie"] == b"_streamlit_xsrf=d; other=e"


@pytest.mark.parametrize(
    ("return_to", "is_page"),
    [
        ("/funnel?units=HR", True),
        ("/", True),
        ("/nothing", False),
        ("//evil.test/funnel", False),
        ("https://evil.test/", False),
        ("/\\evil.test", False),
        ("/funnel\r\nSet-Cookie: a=b", False),
        ("javascript:alert(1)", False),
        ("funnel", False),
        ("/s/token", False),
        ("", False),
        (f"/?{'a' * 2000}", False),
    ],
)
def test_after_signing_in_people_are_led_to_our_own_pages_only(return_to: str, is_page: bool):
    assert _is_own_page(return_to) is is_page
