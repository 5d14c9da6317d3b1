"""All that the app asks of Streamlit's inner modules, which may change with any release: nothing else imports them.

It stands below the rooms, for several of them need it. `tests/components/test_streamlit_internals.py` holds that each
function does on the pinned version what is relied on.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import streamlit as st
from google.protobuf.message import DecodeError
from streamlit.auth_util import get_origin_from_redirect_uri, get_secrets_auth_section
from streamlit.logger import set_log_level
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.runtime_util import serialize_forward_msg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.secrets import secrets_singleton
from streamlit.url_util import make_url_path
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks,
    _parse_decoded_user_cookie,
)

SIGN_IN_COOKIES = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)
"""How the names of the cookies begin that say who signed in; a long one is split over several, which are numbered."""
UNKNOWN = "unknown"


def message_kind(frame: bytes) -> str:
    """The kind of message that a browser sent over its websocket; `unknown` where Streamlit could not read it either.

    An operation of the server is named after what it asks for: `backend_operation_request.deferred_file`.
    """
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return UNKNOWN
    kind = message.WhichOneof("type")
    if kind != "backend_operation_request":
        return kind or UNKNOWN
    return f"{kind}.{message.backend_operation_request.WhichOneof('payload') or UNKNOWN}"


def run_again_message() -> bytes:
    """The message that makes a browser run its page anew once it is back: it takes the run to have been cut off."""
    message = ForwardMsg()
    message.metadata.cacheable = False
    message.session_status_changed.script_is_running = True
    return serialize_forward_msg(message)


def redirect(path: str) -> None:
    """Lead the browser of this run to a path of the app, as signing out does; nothing outside a run."""
    if context := get_script_run_ctx():
        message = ForwardMsg()
        message.auth_redirect.url = url_path(path)
        context.enqueue(message)


def url_path(path: str) -> str:
    """The path of an address of the app, below the base path that it is served at."""
    return make_url_path(st.get_option("server.baseUrlPath"), path)


def sign_in_settings() -> Mapping[str, object]:
    """The section `[auth]` of the secrets file; empty where nobody can sign in."""
    return get_secrets_auth_section().to_dict()


def secrets_section(name: str) -> Mapping[str, object]:
    """A section of the secrets file; empty where there is no file, or no such section in it."""
    return dict(secrets_singleton.get(name, {})) if secrets_singleton.load_if_toml_exists() else {}


def sign_in_origin() -> str:
    """Where people sign in to, as a browser writes it: https://gapboard.example.com. Empty without a provider."""
    return get_origin_from_redirect_uri() or ""


def cookie_secret() -> str:
    """What cookies are signed with."""
    return get_cookie_secret()


def sign_in_cookie(cookies: Mapping[str, str]) -> bytes | None:
    """The content of the cookie that says who signed in; None where there is none, it is forged, or too old."""
    return _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)


def claims_of(content: bytes, origin: str) -> Mapping[str, object]:
    """What the provider said of somebody, and `is_logged_in`; nothing where the cookie was given out by another host."""
    return _parse_decoded_user_cookie(content, origin)


def log_errors_only() -> None:
    """Have Streamlit log errors only: without a server it warns at each step that no browser is there."""
    set_log_level("ERROR")


@contextmanager
def running(page: StreamlitPage) -> Iterator[None]:
    """Within it, what is drawn belongs to this page of `st.navigation`, as within `page.run()`.

    Pages are routed by their files, so that links and tests find them, and rendered by their functions.
    """
    if context := get_script_run_ctx():
        with context.run_with_active_hash(page._script_hash):
            yield
