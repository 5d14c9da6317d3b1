"""What every answer of the server carries, what it compresses, and what a person sees of an error."""

import asyncio
import gzip
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from components.server.http import STATIC, CompressedFiles, SecurityHeaders, policy

ROOT = Path(__file__).resolve().parents[3]
COOKIES = (b"_streamlit_user=a; HttpOnly; Max-Age=9; Path=/; SameSite=lax", b"_streamlit_xsrf=b; Path=/")


async def with_cookies(scope: Scope, receive: Receive, send: Send) -> None:
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", cookie) for cookie in COOKIES]}
    )
    await send({"type": "http.response.body", "body": b""})


def cookies(**headers: str) -> list[str]:
    """The cookies that an answer sets, as they go out."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    listed = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/", "headers": listed, "query_string": b"", "scheme": "http"}
    asyncio.run(SecurityHeaders(with_cookies)(scope, None, send))
    return [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]


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


def test_sites_that_the_admin_names_may_frame_it_and_no_others(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GAPBOARD_FRAMES", "https://intranet.example.com https://*.example.org:8443")
    headers, _ = get(SecurityHeaders(plain), "/")
    named = "frame-ancestors https://intranet.example.com https://*.example.org:8443"
    assert headers["content-security-policy"].endswith(named)
    assert "x-frame-options" not in headers


@pytest.mark.parametrize("named", ["*", "https://*", "http://example.com", "https://a.test; script-src *", "'self'"])
def test_whoever_may_frame_it_is_named_by_an_https_origin(monkeypatch: pytest.MonkeyPatch, named: str):
    monkeypatch.setenv("GAPBOARD_FRAMES", named)
    with pytest.raises(ValueError, match="GAPBOARD_FRAMES"):
        SecurityHeaders(plain)


def test_over_https_a_cookie_is_never_sent_without_it():
    assert all(cookie.endswith("; Secure") for cookie in cookies(x_forwarded_proto="https"))
    assert "SameSite=lax" in cookies(x_forwarded_proto="https")[0]
    assert cookies() == [cookie.decode() for cookie in COOKIES]


def test_a_frame_of_another_site_gets_the_cookies_over_https_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GAPBOARD_FRAMES", "https://intranet.example.com")
    for cookie in cookies(x_forwarded_proto="https"):
        assert cookie.endswith("; SameSite=None; Secure")
        assert cookie.lower().count("samesite") == 1
    assert cookies() == [cookie.decode() for cookie in COOKIES]


def test_only_the_inline_script_of_the_page_itself_may_run():
    allowed = policy("<html><script>one()</script><script src='x.js'></script></html>")
    assert allowed.count("sha256-") == 1
    assert "unsafe-eval" not in allowed
    assert "script-src 'self' 'unsafe-inline'" not in allowed


def test_a_script_goes_out_compressed_and_whole():
    headers, body = get(CompressedFiles(plain), f"/static/js/{a_script()}", accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == (STATIC / "static" / "js" / a_script()).read_bytes()


def test_files_are_found_where_the_environment_is_a_link_to_another_folder(tmp_path: Path):
    (tmp_path / "linked").symlink_to(Path(streamlit.__file__).parent.parent)
    linked = f"import sys; sys.path.insert(0, {str(tmp_path / 'linked')!r}); from components.server.http import STATIC"
    shown = f"{linked}; import streamlit; print(STATIC, STATIC.resolve(), 'linked' in streamlit.__file__)"
    found = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True, cwd=ROOT)
    *paths, is_linked = found.stdout.split()
    assert is_linked == "True"
    assert paths == [str(STATIC), str(STATIC)]


def test_a_browser_that_cannot_read_it_gets_the_file_as_it_is():
    assert get(CompressedFiles(plain), f"/static/js/{a_script()}")[1] == b"as it is"


def test_a_path_that_climbs_out_of_the_folder_is_not_served():
    climbing = "/static/../../web/cli.js"
    assert get(CompressedFiles(plain), climbing, accept_encoding="gzip")[1] == b"as it is"


def test_an_error_is_a_sentence_and_a_reference_and_never_a_trace():
    def script() -> None:
        from components.server.http import on_error

        on_error(ValueError("a secret in the message"))

    app = AppTest.from_function(script).run()
    assert "reference" in app.error[0].value
    assert "secret" not in app.error[0].value
    assert not app.exception


def test_what_a_role_does_not_allow_is_said_in_a_sentence():
    def script() -> None:
        from components.auth.authorization import NotAllowed
        from components.server.http import on_error

        on_error(NotAllowed("This takes the role of an editor, and yours is viewer. Nothing was changed."))

    assert AppTest.from_function(script).run().error[0].value.startswith("This takes the role of an editor")


def test_a_store_in_use_is_said_in_words():
    def script() -> None:
        from components.server.http import on_error
        from components.stores import StoreBusy

        on_error(StoreBusy("The store is open in another process."))

    assert AppTest.from_function(script).run().error[0].value == "The store is open in another process."
