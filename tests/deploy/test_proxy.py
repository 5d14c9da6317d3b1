"""The real proxy before something that answers: what it promises, what it refuses, what it writes down."""

import json
import os
import re
import socket
import ssl
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from tests.browser.install import caddy
from tests.browser.server import browser, drawn, served
from tests.deploy.proxy import CADDYFILE, ROOT, Proxy, proxied

TOKEN = "Zm9yIHRoZSBib2FyZCBvbmx5LCBub3QgZm9yIGEgbG9n"
MEGABYTE = 2**20


@contextmanager
def answering(name: str) -> Iterator[str]:
    """Something that answers with its name and how much it was sent; its address."""

    class Answer(BaseHTTPRequestHandler):
        server_version = "secret-server/1.0"

        def do_GET(self) -> None:
            sent = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(sent)
            if self.headers.get("Transfer-Encoding") == "chunked":
                while size := int(self.rfile.readline() or b"0", 16):
                    self.rfile.read(size + 2)
                    sent += size
            if self.path.startswith("/boom"):
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            body = f"{name} {sent} {self.headers.get('X-Forwarded-For')} ".encode() + b"x" * 2000
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Security-Policy", "default-src 'self'")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PUT = do_POST = do_GET

        def log_message(self, *given: object) -> None:
            """Nothing: the proxy's log is what is looked at."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with (
        answering("one") as one,
        answering("two") as two,
        proxied(one, two, folder=tmp_path_factory.mktemp("proxy")) as proxy,
    ):
        yield proxy


@pytest.fixture(scope="module")
def client(proxy: Proxy) -> Iterator[httpx.Client]:
    with proxy.client() as client:
        yield client


def test_it_promises_tls_for_a_year_and_hides_who_serves(client):
    headers = client.get("/").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"] == "default-src 'self'"  # the app's own passes through
    assert not {"Server", "Via"} & set(headers)


def test_without_tls_one_is_sent_to_it(proxy):
    answer = httpx.get(f"{proxy.plain_url}/funnel?until=2026-Q1", trust_env=False)
    assert answer.status_code == 308
    assert answer.headers["Location"].startswith("https://localhost")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("way", ["gzip", "zstd"])
def test_answers_are_compressed(client, way):
    with client.stream("GET", "/", headers={"Accept-Encoding": way}) as answer:
        assert answer.headers["Content-Encoding"] == way


def test_who_began_with_a_replica_stays_with_it(proxy):
    begun = set()
    for _ in range(12):
        with proxy.client() as visitor:
            names = {visitor.get("/").text.split()[0] for _ in range(5)}
        assert len(names) == 1
        begun |= names
    assert begun == {"one", "two"}


def test_a_visitor_does_not_say_where_they_come_from(client):
    assert client.get("/", headers={"X-Forwarded-For": "203.0.113.9"}).text.split()[2] == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/", 999_999, 200),
        ("/", 1_000_000, 413),
        ("/_stcore/upload_file/a/b", MEGABYTE, 200),
        ("/_stcore/upload_file/a/b", 210_000_000, 413),
    ],
)
def test_only_an_upload_may_be_large(proxy, path, size, status):
    with socket.create_connection(("localhost", httpx.URL(proxy.url).port)) as plain:
        context = ssl.create_default_context(cafile=str(proxy.authority))
        with context.wrap_socket(plain, server_hostname="localhost") as one:
            one.sendall(f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n".encode())
            if status == 200:
                one.sendall(b"x" * size)
            answer = one.recv(10_000).decode()
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert ("a file may have 200 MB" in answer) is (status == 413)


def test_what_does_not_say_how_large_it_is_ends_where_it_is_too_large(client):
    assert client.post("/", content=(b"x" * 99_999 for _ in range(10))).status_code == 200
    assert client.post("/", content=(b"x" * 100_000 for _ in range(11))).status_code in (413, 502)


def test_a_file_as_large_as_the_app_takes_fits_and_not_much_more():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    taken = config["server"]["maxUploadSize"] * MEGABYTE
    allowed = max(int(number) * 1_000_000 for number in re.findall(r"max_size (\d+)MB", CADDYFILE.read_text()))
    assert taken + 100_000 < allowed < taken * 1.05


def test_more_headers_than_a_browser_sends_are_refused(client):
    assert client.get("/", headers={"X-Long": "x" * 20_000}).status_code == 200
    assert client.get("/", headers={"X-Long": "x" * 100_000}).status_code == 431


def test_the_log_has_no_token_no_filter_no_cookie_and_no_code(proxy, client):
    for path in (
        f"/s/{TOKEN}",
        f"/s/{TOKEN}/preview.png",
        f"/s/{TOKEN}?x=1",
        f"/%73/{TOKEN}",
        f"/s%2f{TOKEN}",
        f"/funnel?units={TOKEN}",
        f"/oauth2callback?code={TOKEN}&state={TOKEN}",
    ):
        with proxy.client(
            headers={"Cookie": f"gapboard_link={TOKEN}", "Referer": f"https://x.example/s/{TOKEN}"}
        ) as one:
            one.get(path)
            one.post(path, data={"password": TOKEN})
    httpx.get(f"{proxy.plain_url}/s/{TOKEN}", trust_env=False)
    client.post(f"/boom/s/{TOKEN}")
    client.get("/to-the-end")
    written = proxy.log_file.read_text()
    assert TOKEN not in written
    asked = {line["request"]["uri"] for line in proxy.log() if "request" in line}
    assert {"/s/...", "/funnel?...", "/oauth2callback?...", "/to-the-end"} <= asked
    assert any(line["level"] == "error" for line in proxy.log())  # an error names an address, too


def test_while_the_app_is_away_a_sentence_stands_in_for_it(tmp_path):
    with answering("one") as gone:
        pass
    with proxied(gone, folder=tmp_path) as proxy, proxy.client(timeout=30) as client:
        answer = client.get(f"/s/{TOKEN}")
    assert answer.status_code in (502, 503)
    assert answer.text == "Gapboard is being started or upgraded. Try again in a minute."
    assert answer.headers["Strict-Transport-Security"]
    assert "Server" not in answer.headers
    assert TOKEN not in proxy.log_file.read_text()


@pytest.mark.browser
def test_a_page_is_drawn_through_the_proxy(tmp_path):
    open_to_all = {"GAPBOARD_OPEN_WITHOUT_SIGN_IN": "yes", "GAPBOARD_PROXY": "yes"}
    with (
        served(environment=open_to_all) as app,
        proxied(app.removeprefix("http://"), folder=tmp_path) as proxy,
        proxy.client() as client,
        browser() as chromium,
    ):
        page = chromium.new_context(ignore_https_errors=True).new_page()
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.goto(f"{proxy.url}/funnel")
        drawn(page)
        assert page.locator('[data-testid="stPlotlyChart"]').count() > 1
        cookies = {one["name"]: one for one in page.context.cookies()}
        headers = client.get("/").headers
        static = re.search(r'src="\.?(/static/js/[^"]+)"', client.get("/").text)
        compressed = client.get(static[1]).headers if static else {}
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers.get_list("X-Content-Type-Options") == ["nosniff"]
    assert "Server" not in headers
    assert compressed["Content-Encoding"] == "gzip"
    assert [one for one in said if "Content Security Policy" in one or "WebSocket" in one] == []
    assert all(one["secure"] for name, one in cookies.items() if name.startswith(("_streamlit", "gapboard_link")))
    assert any(line["request"]["uri"] == "/_stcore/stream" for line in proxy.log() if line["msg"] == "handled request")
    assert "?" not in "".join(line["request"]["uri"].replace("?...", "") for line in proxy.log() if "request" in line)


@pytest.mark.parametrize(
    ("said", "certificates"),
    [
        ("", None),
        ("tls internal", "internal"),
        ("tls /certs/cert.pem /certs/key.pem", "/certs/key.pem"),
    ],
)
def test_the_certificate_comes_as_the_operator_says(said, certificates):
    binary = caddy()
    assert binary
    told = {"GAPBOARD_HOST": "board.example.com", "GAPBOARD_TLS": said, "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [binary, "adapt", "--config", str(CADDYFILE)], env=told, capture_output=True, text=True, check=True
    )
    apps = json.loads(done.stdout)["apps"]
    assert apps["http"]["servers"]["srv0"]["listen"] == [":443"]
    assert (certificates in json.dumps(apps["tls"])) if certificates else ("tls" not in apps)


def test_the_caddyfile_is_written_as_caddy_writes_it_and_names_no_secret():
    binary = caddy()
    assert binary
    done = subprocess.run([binary, "fmt", str(CADDYFILE)], capture_output=True, text=True, check=True)
    assert done.stdout == CADDYFILE.read_text()
    assert not re.search(r"(?i)secret|password|token", done.stdout)
