"""Every kind of message a browser can send is declared, and gets through for its roles only: tried on the app as it is served."""

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from google.protobuf.descriptor import FieldDescriptor
from websockets.sync.client import ClientConnection, connect

from components.auth.authorization import Role
from components.auth.link_visitor import COOKIE
from components.auth.messages import MESSAGES, gets_through
from components.streamlit_internals import UNKNOWN, message_kind
from data.store import open_store
from data.store.links import Links, Wanted
from data.store.roles import ROLES
from data.store.sign_ins import SignIns
from tests.browser.provider import claims, secrets
from tests.browser.server import ROOT, free_port, wait_for
from tests.conftest import upload
from tests.streamlit_internals import BackMsg, ForwardMsg, sign_in_cookies

NOW = dt.datetime.now()
SECRET = "0123456789abcdef" * 4
SIGNED_IN: Mapping[Role, str] = {"viewer": "vera", "editor": "edda", "admin": "ada"}
HEARTBEAT = BackMsg(app_heartbeat=True)
PATIENCE = 60
AGENT = ("interact", "openapi.json", "mcp", "mcp/", "anything")

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Served:
    """The app as it is served: its address, the cookies of each role, and the file of what reached Streamlit."""

    url: str
    cookies: Mapping[Role, Mapping[str, str]]
    frames: Path

    def reached(self, before: int = 0) -> list[str]:
        """The kinds of the messages that reached Streamlit after so many, up to a heartbeat, which is waited for."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            lines = self.frames.read_text().split("\n")[before:-1] if self.frames.exists() else []
            found = [message_kind(bytes.fromhex(line)) for line in lines]
            if "app_heartbeat" in found:
                return found
            time.sleep(0.005)
        raise TimeoutError("no heartbeat reached Streamlit")

    def count(self) -> int:
        """How many messages have reached Streamlit so far."""
        return self.frames.read_text().count("\n") if self.frames.exists() else 0


class Browser:
    """What a browser says over its websocket, and what it hears."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def send(self, *messages: BackMsg | bytes | str) -> None:
        """Send messages, and a heartbeat after them."""
        for message in (*messages, HEARTBEAT):
            self.connection.send(message.SerializeToString() if isinstance(message, BackMsg) else message)

    def hear(self, kind: str) -> list[ForwardMsg]:
        """What is heard up to a message of this kind."""
        heard: list[ForwardMsg] = []
        while not heard or heard[-1].WhichOneof("type") != kind:
            heard.append(ForwardMsg.FromString(bytes(self.connection.recv(timeout=PATIENCE))))
        return heard


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app with a provider to sign in with, somebody of each role signed in, and a link that is open."""
    folder = tmp_path_factory.mktemp("served")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    cookies = prepared(folder / "store.duckdb", url)
    (folder / "secrets.toml").write_text(secrets("http://127.0.0.1:1").replace("{url}", url), encoding="utf-8")
    options = (f"--server.port={port}", f"--secrets.files={folder / 'secrets.toml'}")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.streamlit_internals", str(folder / "frames"), "run", "app.py", *options],
            cwd=ROOT,
            env=os.environ | {"GAPBOARD_STORE": str(folder / "store.duckdb")},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        wait_for(f"{url}/healthz", process)
        yield Served(url, cookies, folder / "frames")
    finally:
        process.terminate()
        process.wait(timeout=20)


def prepared(path: Path, url: str) -> dict[Role, dict[str, str]]:
    """Make a store in which people are signed in and a link is open; the cookies of each role."""
    store = open_store(str(path))
    cookies: dict[Role, dict[str, str]] = {"anonymous": {}}
    for role, who in SIGNED_IN.items():
        content = {"origin": url, "is_logged_in": True, "sub": who, **claims(who)}
        id = hashlib.sha256(json.dumps(content).encode()).hexdigest()
        SignIns(store).begin(id, f"{who}@example.com", NOW, NOW + dt.timedelta(hours=1))
        cookies[role] = sign_in_cookies(SECRET, content)
    wanted = Wanted(
        title="For the board",
        pages=("board",),
        first_day=dt.date(2026, 1, 1),
        last_day=dt.date(2026, 3, 31),
        units=None,
        as_of=None,
        code="0.1.0",
        is_sample=True,
        expires_at=NOW + dt.timedelta(days=1),
    )
    cookies["link"] = {COOKIE: Links(store).make(wanted, "ann", NOW)[1]}
    store.add(upload(spend=[{"business_unit": "HR", "period": "2026-Q1", "category": "licences", "amount": 10.0}]))
    store.close()
    return cookies


@contextmanager
def opened(served: Served, role: Role) -> Iterator[Browser]:
    """A page opened by somebody of a role, as a browser opens it."""
    cookies = dict(served.cookies[role])
    found = httpx.get(f"{served.url}/_stcore/health", timeout=PATIENCE).cookies.get("_streamlit_xsrf")
    assert found
    cookies["_streamlit_xsrf"] = found
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with connect(
        f"{served.url.replace('http', 'ws')}/_stcore/stream",
        origin=served.url,  # type: ignore[arg-type]
        subprotocols=["streamlit", found],  # type: ignore[list-item]
        additional_headers={"Cookie": header},
        open_timeout=PATIENCE,
        max_size=None,
        max_queue=None,  # what is not listened to must not hold up the closing
    ) as connection:
        yield Browser(connection)


def kinds() -> dict[str, BackMsg]:
    """Every kind of message that this version of Streamlit knows, with one of it."""
    found: dict[str, BackMsg] = {}
    for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields:
        inner = choices(field)
        if not inner:
            found[field.name] = filled(BackMsg(), field)
        for choice in inner:
            message = BackMsg()
            filled(getattr(message, field.name), choice)
            found[f"{field.name}.{choice.name}"] = message
    return found


def choices(field: FieldDescriptor) -> list[FieldDescriptor]:
    """What a message of this field holds one of."""
    oneofs = field.message_type.oneofs if field.message_type else []
    return [choice for oneof in oneofs if not oneof.name.startswith("_") for choice in oneof.fields]


def filled(message, field: FieldDescriptor):
    if field.message_type:
        getattr(message, field.name).SetInParent()
    else:
        setattr(message, field.name, True)
    return message


def test_every_kind_that_streamlit_knows_is_declared_and_no_other():
    assert set(MESSAGES) == set(kinds())
    assert {name: message_kind(message.SerializeToString()) for name, message in kinds().items()} == {
        name: name for name in MESSAGES
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_message_gets_through_for_its_roles_and_no_others(served: Served, role: Role):
    """Each kind sent by each role over a websocket: what reached Streamlit is what is declared."""
    with opened(served, role) as browser:
        for name, message in kinds().items():
            before = served.count()
            browser.send(*([] if name == "app_heartbeat" else [message]))
            need = MESSAGES[name]
            passes = need is not None and name != "app_heartbeat" and ROLES.index(role) >= ROLES.index(need)
            assert served.reached(before) == [*([name] if passes else []), "app_heartbeat"], name


@pytest.mark.parametrize(
    "frame", [b"", b"\xff\xff\xff", BackMsg(backend_operation_request={"request_id": "1"}), "text", b"\xa2\x06\x01a"]
)
def test_what_is_no_message_is_dropped_and_the_page_stays_open(served: Served, frame: BackMsg | bytes | str):
    before = served.count()
    with opened(served, "admin") as browser:
        browser.send(frame)
        assert served.reached(before) == ["app_heartbeat"]


def test_nobody_empties_the_caches_of_others_or_learns_the_names_of_files(served: Served):
    with opened(served, "admin") as browser:
        browser.connection.send(BackMsg(rerun_script={"page_name": "methods"}).SerializeToString())
        browser.hear("script_finished")
        cached_before = cached(served)
        assert sum(cached_before.values()) > 0
        for role in ROLES:
            with opened(served, role) as other:
                other.send(*(message for name, message in kinds().items() if MESSAGES[name] is None))
                heard = other.hear("heartbeat_ack")
            assert [message.WhichOneof("type") for message in heard] == ["heartbeat_ack"]
        assert cached(served) == cached_before


def cached(served: Served) -> dict[str, int]:
    """The bytes that each of Streamlit's caches holds, as its metrics say."""
    admin = dict(served.cookies["admin"])
    answer = httpx.get(f"{served.url}/_stcore/metrics", cookies=admin, timeout=PATIENCE)
    found = re.findall(r'^cache_memory_bytes\{cache_type="(st_cache_\w+)",cache="([^"]+)"\} (\d+)$', answer.text, re.M)
    return {f"{type} {name}": int(size) for type, name, size in found}


def test_what_was_dropped_is_counted_by_kind_in_the_log(served: Served):
    with opened(served, "link") as browser:
        browser.send(BackMsg(clear_cache=True), BackMsg(clear_cache=True), BackMsg(load_git_info=True), b"\xff")
        browser.hear("heartbeat_ack")
    expected = "messages dropped of a page opened as link: clear_cache 2, load_git_info 1, unknown 1"
    until = time.monotonic() + PATIENCE
    while expected not in (log := (served.frames.parent / "log").read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert expected in log


@pytest.mark.parametrize("role", ROLES)
def test_streamlits_own_agent_api_is_shut_to_everybody(served: Served, role: Role):
    cookies = dict(served.cookies[role])
    with httpx.Client(base_url=served.url, cookies=cookies, timeout=PATIENCE) as client:
        answers = {
            (method, path): client.request(method, f"/_stcore/agent/{path}").status_code
            for path in AGENT
            for method in ("GET", "POST", "DELETE", "OPTIONS")
        }
    assert set(answers.values()) == {404}, answers


def test_a_kind_that_is_not_declared_gets_through_for_nobody():
    assert not any(gets_through(name, role) for role in ROLES for name in (UNKNOWN, "new_in_a_later_version", ""))
