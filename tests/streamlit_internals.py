"""All that the tests ask of Streamlit's inner modules: no other test imports them."""

import functools
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.routing import BaseRoute
from starlette.types import Message
from starlette.websockets import WebSocket
from streamlit import config
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.components.v2 import manifest_scanner
from streamlit.logger import get_logger
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import Runtime, context
from streamlit.runtime.secrets import secrets_singleton
from streamlit.starlette import App
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner
from streamlit.web import cli
from streamlit.web.server.starlette import starlette_routes, starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

__all__ = ["BackMsg", "ForwardMsg", "WidgetState", "get_logger"]


def look_for_components_once() -> None:
    """Streamlit looks through every installed package for each AppTest; none is installed while the tests run."""
    manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


def wait_for_runs_without_asking() -> None:
    """An AppTest asks a thousand times a second whether its run has ended, which takes the run's own time; it is told."""
    asked = local_script_runner.require_widgets_deltas

    def told(runner: LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        if not runner.script_stopped():
            asked(runner, 0)  # which says that it took too long

    local_script_runner.require_widgets_deltas = told


def be_client(monkeypatch: pytest.MonkeyPatch, client: object) -> None:
    """Have the runs of an AppTest come from a browser with these `cookies`, `headers` and `remote_ip`."""
    monkeypatch.setattr(context, "_get_client_context", lambda: client)


def all_routes(app: App) -> list[BaseRoute]:
    """All routes of an app as they are served, its own and Streamlit's."""
    runtime, Runtime._instance = Runtime._instance, None
    try:
        return list(app._build_starlette_app().routes)
    finally:
        Runtime._instance = runtime


@contextmanager
def option(name: str, value: object) -> Iterator[None]:
    """Have an option of Streamlit say this for a while."""
    before = config.get_option(name)
    config.set_option(name, value)
    try:
        yield
    finally:
        config.set_option(name, before)


@contextmanager
def secrets_file(path: Path) -> Iterator[None]:
    """Have this file be the secrets file for a while."""
    with option("secrets.files", [str(path)]):
        secrets_singleton._reset()
        try:
            yield
        finally:
            secrets_singleton._reset()


def sign_in_cookies(secret: str, content: Mapping[str, object]) -> dict[str, str]:
    """The cookies that Streamlit gives to whoever signs in: several where there is much to keep."""
    cookies: dict[str, str] = {}

    def keep(name: str, value: str) -> None:
        cookies[name] = create_signed_value(secret, name, value).decode()

    def signed(name: str, value: str) -> bytes:
        return create_signed_value(secret, name, value)

    set_cookie_with_chunks(keep, signed, "_streamlit_user", dict(content), cookie_attr_size=200)
    return cookies


def serve_noting(frames: Path) -> None:
    """Serve the app as the command line says, and write each frame that reaches Streamlit into a file, in hexadecimal.

    What is cached is counted anew each time the metrics are asked for.
    """
    make = starlette_websocket.create_websocket_handler

    def noting(runtime: Runtime) -> Callable[[WebSocket], Awaitable[None]]:
        handler = make(runtime)

        async def endpoint(websocket: WebSocket) -> None:
            receive = websocket._receive

            async def noted() -> Message:
                message = await receive()
                if message["type"] == "websocket.receive":
                    with frames.open("a", encoding="ascii") as file:
                        file.write(f"{(message.get('bytes') or b'').hex()}\n")
                return message

            websocket._receive = noted
            await handler(websocket)

        return endpoint

    starlette_websocket.create_websocket_handler = noting
    starlette_routes._METRICS_EXPENSIVE_STATS_TTL_SECONDS = 0.0  # type: ignore[misc]
    cli.main()


if __name__ == "__main__":
    serve_noting(Path(sys.argv.pop(1)))
