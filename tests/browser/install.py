"""What the tests drive that is no Python package: a browser (the machine's own Chromium, else one from the system's
packages, else Playwright's) and the proxy that stands before the app on a network (Caddy)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TOOLS = Path(__file__).resolve().parents[2] / ".venv" / "tools"


def chromium() -> str | None:
    """The path of a Chromium on this machine, or None where only Playwright's own may be there."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def caddy() -> str | None:
    """The path of Caddy: the machine's own, or what `install` unpacked."""
    return shutil.which("caddy") or shutil.which("caddy", path=str(TOOLS / "usr" / "bin"))


def install() -> None:
    """Install what is wanting; a test that needs the proxy says so where none could be had."""
    has_packages, is_root = shutil.which("apt-get") is not None, os.geteuid() == 0
    if has_packages and is_root and not (chromium() and caddy()):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
    if has_packages and is_root and not chromium():
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)
    if not chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    if has_packages and not caddy():
        _unpack("caddy")


def _unpack(package: str) -> None:
    """A package's files, without what installing it does: Caddy's would start a server on this machine."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", "-qq", package], cwd=TOOLS, check=False)
    for archive in TOOLS.glob(f"{package}_*.deb"):
        subprocess.run(["dpkg", "-x", archive.name, "."], cwd=TOOLS, check=False)
        archive.unlink()


if __name__ == "__main__":
    install()
