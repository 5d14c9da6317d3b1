"""The app as a person meets it: started on a free port, opened in a real Chromium, looked at.

In a test or a script:

    from tests.browser.server import served, opened, screenshot

    with served() as url:                                # the sample portfolio, a store of its own, gone afterwards
        with opened(url, "funnel", phone=True, dark=True) as page:      # a Playwright page, drawn to the end
            screenshot(page, "funnel_phone_dark")        # screenshots/funnel_phone_dark.png, the whole page

`served(store=path)` opens a store you made. From the command line, every page on desktop and phone, light and dark:

    python -m tests.browser.server                      # all pages
    python -m tests.browser.server funnel methods       # these
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.install import chromium

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "screenshots"
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
DESKTOP, PHONE = (1440, 900), (390, 844)
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36"
)
START_SECONDS = 60
DRAW_SECONDS = 120
NOTHING = "/healthz"  # where a tab waits for its next use
STILL = 3  # looks in a row that must show the same
SIGNS = """() => {
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    const app = document.querySelector('[data-testid="stApp"]');
    const isDrawn = charts.every(chart => chart.querySelector('svg.main-svg'))
        && !document.querySelector('[data-testid="stSkeleton"]');
    return {
        isReady: app?.dataset.testScriptState === 'notRunning' && isDrawn,
        charts: charts.length,
        marks: document.querySelectorAll('svg.main-svg *').length,
        letters: document.body.innerText.length,
    };
}"""


@contextmanager
def served(
    store: Path | None = None, *, secrets: str = "", environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The app's address on a free port of this machine; stopped at the end. Without `store`, an empty temporary one.

    `secrets` is what its secrets file says, with `{url}` for its address.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder) / "secrets.toml"
        named.write_text(secrets.replace("{url}", url), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
            + ([f"--secrets.files={named}"] if secrets else []),
            cwd=ROOT,
            env=os.environ | {"GAPBOARD_STORE": str(store or Path(folder) / "store.duckdb")} | dict(environment or {}),
            stdout=subprocess.DEVNULL if os.environ.get("CI") else None,
        )
        try:
            wait_for(f"{url}/healthz", process)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium that asks no host but the app's."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=chromium(), args=flags)
        try:
            yield one
        finally:
            one.close()


@contextmanager
def screen(inside: Browser, *, phone: bool = False, dark: bool = False) -> Iterator[BrowserContext]:
    """A visitor's screen: what it has loaded once it keeps, as a person's browser does."""
    width, height = PHONE if phone else DESKTOP
    context = inside.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        user_agent=PHONE_AGENT if phone else None,
        accept_downloads=True,
    )
    try:
        yield context
    finally:
        context.close()


@contextmanager
def opened(
    url: str,
    name: str = "",
    *,
    phone: bool = False,
    dark: bool = False,
    inside: Browser | BrowserContext | None = None,
) -> Iterator[Page]:
    """A page of the app, waited for until it is drawn: in a browser of its own, or `inside` one, or on a screen.

    A screen's tab is used again: a browser that has once read the app's scripts draws a page in less than half the time.
    """
    if inside is None:
        with browser() as one, opened(url, name, phone=phone, dark=dark, inside=one) as page:
            yield page
        return
    if isinstance(inside, Browser):
        with screen(inside, phone=phone, dark=dark) as one, opened(url, name, inside=one) as page:
            yield page
        return
    page = tab(inside)
    try:
        page.goto(f"{url}/{'' if name == 'board' else name}")
        drawn(page)
        yield page
    finally:
        page.goto(f"{url}{NOTHING}")


def tab(screen: BrowserContext) -> Page:
    """A tab of a screen that shows nothing."""
    return (
        next((page for page in screen.pages if page.url.endswith((NOTHING, "about:blank"))), None) or screen.new_page()
    )


def drawn(page: Page) -> None:
    """Wait until the app has run, every chart stands, and nothing has moved for a moment."""
    page.wait_for_selector("h1", timeout=DRAW_SECONDS * 1000)
    until, before, still = time.monotonic() + DRAW_SECONDS, None, 0
    while still < STILL and time.monotonic() < until:
        page.wait_for_timeout(150)
        now = page.evaluate(SIGNS)
        still = still + 1 if now == before and now["isReady"] else 0
        before = now


def screenshot(page: Page, name: str) -> Path:
    """The whole page as a picture in `screenshots/`, which git leaves out."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    height = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]')?.scrollHeight ?? 0")
    width = page.viewport_size["width"] if page.viewport_size else DESKTOP[0]
    page.set_viewport_size({"width": width, "height": max(int(height) + 8, 600)})
    page.wait_for_timeout(500)
    page.screenshot(path=path)
    return path


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server that was started answers. Raises RuntimeError where it ended, TimeoutError."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"it stopped with {process.returncode} before it answered at {address}")
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer in {START_SECONDS} s")


def main(names: list[str]) -> None:
    wanted = names or [name for name in PAGES if (ROOT / "pages" / f"{name}.py").exists()]
    with served() as url, browser() as one:
        for name in wanted:
            for phone in (False, True):
                for dark in (False, True):
                    with opened(url, name, phone=phone, dark=dark, inside=one) as page:
                        device = "phone" if phone else "desktop"
                        print(screenshot(page, f"{name}_{device}_{'dark' if dark else 'light'}"))


if __name__ == "__main__":
    main(sys.argv[1:])
