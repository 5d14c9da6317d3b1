"""Streamlit's inner modules do on this version what is relied on; an upgrade that changes one of them fails here."""

import ast
import json
import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import streamlit_internals
from components.streamlit_internals import (
    SIGN_IN_COOKIES,
    UNKNOWN,
    claims_of,
    cookie_secret,
    log_errors_only,
    message_kind,
    redirect,
    run_again_message,
    secrets_section,
    sign_in_cookie,
    sign_in_origin,
    sign_in_settings,
    url_path,
)
from tests.browser.provider import secrets
from tests.streamlit_internals import BackMsg, ForwardMsg, get_logger, option, secrets_file, sign_in_cookies

URL = "https://gapboard.example.com"
SECRET = "0123456789abcdef" * 4
CONTENT = {"origin": URL, "is_logged_in": True, "sub": "vera", "email": "vera@example.com"}


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[None]:
    """A secrets file that names a provider."""
    path = tmp_path / "secrets.toml"
    path.write_text(secrets("http://127.0.0.1:1").replace("{url}", URL), encoding="utf-8")
    with secrets_file(path):
        yield


@pytest.fixture
def no_provider(tmp_path: Path) -> Iterator[None]:
    """No secrets file at all."""
    with secrets_file(tmp_path / "none.toml"):
        yield


def test_the_kind_of_a_message_is_read_as_streamlit_reads_it():
    assert message_kind(BackMsg(clear_cache=True).SerializeToString()) == "clear_cache"
    operation = BackMsg(backend_operation_request={"deferred_file": {"file_id": "1"}})
    assert message_kind(operation.SerializeToString()) == "backend_operation_request.deferred_file"
    assert message_kind(b"") == message_kind(b"\xff") == UNKNOWN


def test_of_two_messages_in_one_frame_the_last_counts_as_it_does_for_streamlit():
    two = BackMsg(app_heartbeat=True).SerializeToString() + BackMsg(clear_cache=True).SerializeToString()
    read = BackMsg()
    read.ParseFromString(two)
    assert message_kind(two) == read.WhichOneof("type") == "clear_cache"


def test_a_browser_is_told_that_its_run_was_cut_off():
    message = ForwardMsg.FromString(run_again_message())
    assert message.session_status_changed.script_is_running
    assert not message.metadata.cacheable


def test_a_run_leads_its_browser_to_a_path_of_the_app():
    def script() -> None:
        from components.streamlit_internals import redirect

        redirect("s/leave")

    app = AppTest.from_function(script).run()
    assert not app.exception
    redirect("s/leave")  # outside a run nothing comes of it


def test_a_path_stands_below_the_base_path_of_the_app():
    assert url_path("s/token") == "/s/token"
    with option("server.baseUrlPath", "board"):
        assert url_path("s/token") == "/board/s/token"


@pytest.mark.usefixtures("provider")
def test_the_secrets_file_says_who_signs_people_in_and_which_roles_they_have():
    assert sign_in_settings()["client_id"] == "gapboard"
    assert sign_in_origin() == URL
    assert cookie_secret() == SECRET
    assert secrets_section("roles")["claim"] == "groups"
    assert secrets_section("nothing") == {}


@pytest.mark.usefixtures("no_provider")
def test_without_a_secrets_file_nobody_can_sign_in():
    assert sign_in_settings() == {}
    assert secrets_section("roles") == {}
    assert sign_in_origin() == ""


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("size", [10, 10_000], ids=["one cookie", "several cookies"])
def test_the_cookie_of_a_sign_in_is_read_whole(size: int):
    content = CONTENT | {"picture": random.Random(0).randbytes(size).hex()}
    cookies = sign_in_cookies(SECRET, content)
    assert (len(cookies) > 1) == (size > 1000)
    assert all(name.startswith(SIGN_IN_COOKIES) for name in cookies)
    read = sign_in_cookie(cookies)
    assert read == json.dumps(content).encode()
    assert claims_of(read, URL)["is_logged_in"] is True
    assert claims_of(read, URL)["email"] == "vera@example.com"


@pytest.mark.usefixtures("provider")
def test_a_forged_cookie_and_one_of_another_host_sign_nobody_in():
    assert sign_in_cookie({}) is None
    assert sign_in_cookie(sign_in_cookies("f" * 64, CONTENT)) is None
    (name,) = cookies = sign_in_cookies(SECRET, CONTENT)
    assert sign_in_cookie({name: cookies[name][:-1]}) is None
    of_ours = sign_in_cookie(cookies)
    assert of_ours is not None
    assert claims_of(of_ours, "https://another.example.com") == {}


def test_streamlit_can_be_kept_from_warning():
    logger = get_logger("streamlit.test")
    before = logging.getLogger("streamlit").level
    log_errors_only()
    try:
        assert not logger.isEnabledFor(logging.WARNING)
        assert logger.isEnabledFor(logging.ERROR)
    finally:
        streamlit_internals.set_log_level(before or logging.WARNING)


def test_what_is_drawn_while_a_page_is_running_is_that_page_s():
    """The same button twice is an error on one page, and none where the one is the page's and the other the shell's."""

    def script() -> None:
        import streamlit as st

        from components.streamlit_internals import running

        page = st.navigation([st.Page(lambda: None, title="Funnel", url_path="funnel", default=True)])
        with running(page):
            st.button("Again")
        st.button("Again")

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert [button.label for button in app.button] == ["Again", "Again"]


def test_each_function_is_tried_here():
    functions = {
        node.name
        for node in ast.parse(Path(streamlit_internals.__file__).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    tried = {
        alias.name
        for node in ast.walk(ast.parse(Path(__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "components.streamlit_internals"
        for alias in node.names
    }
    assert functions <= tried
