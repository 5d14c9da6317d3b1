"""The real proxy with the real `deploy/Caddyfile`, on free ports of this machine, with a certificate of its own."""

import json
import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.browser.install import caddy
from tests.browser.server import free_port

ROOT = Path(__file__).resolve().parents[2]
CADDYFILE = ROOT / "deploy" / "Caddyfile"
START_SECONDS = 30


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs: its address with TLS and without, its certificate authority, and where it writes its log."""

    url: str
    plain_url: str
    authority: Path
    log_file: Path

    def client(self, **how: Any) -> httpx.Client:
        """A visitor who believes this proxy's certificate and nobody else's."""
        context = ssl.create_default_context(cafile=str(self.authority))
        return httpx.Client(base_url=self.url, verify=context, trust_env=False, **how)

    def log(self) -> list[dict[str, Any]]:
        """Every line of its log."""
        return [json.loads(line) for line in self.log_file.read_text().splitlines()]


@contextmanager
def proxied(*upstreams: str, folder: Path) -> Iterator[Proxy]:
    """The proxy before these addresses (127.0.0.1:8501); what it writes goes into a folder."""
    binary = caddy()
    assert binary, (
        "Caddy is not installed: make test installs it on Debian and Ubuntu as root; else see caddyserver.com."
    )
    port, plain = free_port(), free_port()
    environment = {
        "GAPBOARD_HOST": "localhost",
        "GAPBOARD_TLS": "tls internal",
        "GAPBOARD_BIND": "default_bind 127.0.0.1",
        "GAPBOARD_HTTPS_PORT": str(port),
        "GAPBOARD_HTTP_PORT": str(plain),
        "GAPBOARD_UPSTREAM": " ".join(upstreams),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "HOME": str(folder),
    }
    log_file = folder / "proxy.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [binary, "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"],
            env={"PATH": os.environ["PATH"]} | environment,
            stdout=log,
            stderr=log,
        )
    authority = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    proxy = Proxy(f"https://localhost:{port}", f"http://localhost:{plain}", authority, log_file)
    try:
        _wait(proxy, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(proxy: Proxy, process: "subprocess.Popen[bytes]") -> None:
    """Until somebody who believes its certificate could ask it something."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, proxy.log_file.read_text()
        with suppress(OSError):
            context = ssl.create_default_context(cafile=str(proxy.authority))
            with (
                socket.create_connection(("localhost", httpx.URL(proxy.url).port), timeout=5) as plain,
                context.wrap_socket(plain, server_hostname="localhost"),
            ):
                return
        time.sleep(0.1)
    raise TimeoutError(proxy.log_file.read_text())
