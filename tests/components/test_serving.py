"""What every answer of the server carries, what it compresses, and what a person sees of an error."""

import asyncio
import gzip

from starlette.types import Message, Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from components.serving import STATIC, CompressedFiles, SecurityHeaders, policy


async def plain(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"as it is"})


def get(app, path: str, **headers: str) -> tuple[dict[str, str], bytes]:
    """The headers and the body that an ASGI app answers with."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    listed = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": listed, "query_string": b""}
    asyncio.run(app(scope, receive, send))
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return found, b"".join(message.get("body", b"") for message in sent[1:])


def a_script() -> str:
    return next((STATIC / "static" / "js").glob("*.js")).name


def test_every_answer_refuses_foreign_hosts_and_frames():
    headers, _ = get(SecurityHeaders(plain), "/")
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_only_the_inline_script_of_the_page_itself_may_run():
    allowed = policy("<html><script>one()</script><script src='x.js'></script></html>")
    assert allowed.count("sha256-") == 1
    assert "unsafe-eval" not in allowed
    assert "script-src 'self' 'unsafe-inline'" not in allowed


def test_a_script_goes_out_compressed_and_whole():
    headers, body = get(CompressedFiles(plain), f"/static/js/{a_script()}", accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == (STATIC / "static" / "js" / a_script()).read_bytes()


def test_a_browser_that_cannot_read_it_gets_the_file_as_it_is():
    assert get(CompressedFiles(plain), f"/static/js/{a_script()}")[1] == b"as it is"


def test_a_path_that_climbs_out_of_the_folder_is_not_served():
    climbing = "/static/../../web/cli.js"
    assert get(CompressedFiles(plain), climbing, accept_encoding="gzip")[1] == b"as it is"


def test_an_error_is_a_sentence_and_a_reference_and_never_a_trace():
    def script() -> None:
        from components.serving import on_error

        on_error(ValueError("a secret in the message"))

    app = AppTest.from_function(script).run()
    assert "reference" in app.error[0].value
    assert "secret" not in app.error[0].value
    assert not app.exception


def test_a_store_in_use_is_said_in_words():
    def script() -> None:
        from components.opening import StoreBusy
        from components.serving import on_error

        on_error(StoreBusy("The store is open in another process."))

    assert AppTest.from_function(script).run().error[0].value == "The store is open in another process."
