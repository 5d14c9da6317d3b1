"""Charts as pictures: drawn by a Chromium that is started for the occasion, asks no host, and is ended afterwards."""

import asyncio
import base64
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

import plotly
import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from components.text import format
from components.text.templates import environment
from components.theme import Drawn, Viewport

if TYPE_CHECKING:
    import kaleido


class CannotBeDrawn(Exception):
    """A chart cannot be drawn on this machine; the message says what is missing."""


Kind = Literal["svg", "png", "pdf"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
STUDIO = "studio.html"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
MEDIA = Path(st.__file__).parent / "static" / "static" / "media"
FONTS = {"Source Sans": "SourceSansVF-Upright.*.woff2", "Source Serif": "SourceSerifVariable-Roman.*.woff2"}
"""The fonts of the pages, which come with Streamlit."""
NOWHERE = "127.0.0.1:9"  # the proxy of a browser that must not reach any host
START_SECONDS, SECONDS = 40.0, 20.0  # for the browser to be there; for one chart, which takes a third of a second
CLOSE_SECONDS = 5.0  # for it to end when asked to
HEIGHT = 320  # pixels, of a chart that says none
SHARP = 2  # pixels of a PNG for each of the page's
WANTING = (
    "Charts are drawn by Chromium or Google Chrome, and none is installed here. Install one (on Debian or Ubuntu: "
    "apt install chromium), or name its path in BROWSER_PATH."
)
_one_at_a_time = threading.Lock()


class Frame(TypedDict):
    """What stands around a chart that stands alone, and in which colours it is written."""

    title: str
    subtitle: str
    foot: str
    alt: str
    colours: dict[str, str]


@dataclass(frozen=True)
class Picture:
    """A chart to be drawn this many pixels wide. `around`: what stands above and beneath it; empty for the chart alone."""

    figure: go.Figure
    width: int
    around: Frame | None = None

    @property
    def drawn_from(self) -> bytes:
        """All that the picture depends on: another of these is another picture."""
        return f"{self.figure.to_json()} {self.width} {self.around}".encode()


def framed(drawn: Drawn, viewport: Viewport, width: int, scope: str) -> Picture:
    """A chart as it can stand alone, under its finding, with what it was counted from and the scope at its foot.

    Raises ValueError where there is nothing to draw.
    """
    if drawn.figure is None:
        raise ValueError(f"there is no chart under {drawn.finding!r}")
    around: Frame = {
        "title": format.typeset(drawn.finding),
        "subtitle": format.typeset(drawn.subtitle),
        "foot": format.typeset(format.DOT.join(part for part in (drawn.n, drawn.source, scope) if part)),
        "alt": drawn.alt or drawn.finding,
        "colours": {"paper": viewport.paper, "title": viewport.ink, "subtitle": viewport.grey, "foot": viewport.grey},
    }
    return Picture(drawn.figure, width, around)


def chromium() -> str | None:
    """The browser of this machine: the one that BROWSER_PATH names, else one that is installed; None where there is none."""
    named = os.environ.get("BROWSER_PATH")
    found = [named] if named else [*filter(None, map(shutil.which, NAMES)), *PLACES]
    return next((path for path in found if os.access(path, os.X_OK) and Path(path).is_file()), None)


def drawn(
    pictures: Sequence[Picture],
    kind: Kind,
    report: Callable[[int], None] = lambda done: None,
    *,
    start_seconds: float = START_SECONDS,
) -> list[bytes]:
    """The pictures as files of a kind, in their order; `report` is told how many are done, and may end it by raising.

    Starts one browser for all of them, after any other that is at work. Raises CannotBeDrawn.
    """
    # Imported here, and kaleido below, because it takes long and few ask for a picture.
    from choreographer.errors import BrowserClosedError, BrowserFailedError, ChannelClosedError

    if not pictures:
        return []
    browser = chromium()
    if browser is None:
        raise CannotBeDrawn(WANTING)
    files: list[bytes] = []
    with _one_at_a_time, ThreadPoolExecutor(1, thread_name_prefix="pictures") as thread:  # an event loop of its own

        def draw() -> None:
            thread.submit(asyncio.run, _draw(files, pictures, kind, browser, report, start_seconds)).result()

        try:
            try:
                draw()
            except (BrowserClosedError, BrowserFailedError, ChannelClosedError):
                draw()  # a browser may stop answering between two charts: another goes on where it was
        except (BrowserClosedError, BrowserFailedError, ChannelClosedError) as error:
            raise CannotBeDrawn(
                f"The browser at {browser} could not be started or stopped answering, so no chart was drawn."
            ) from error
    return files


async def _draw(
    files: list[bytes],
    pictures: Sequence[Picture],
    kind: Kind,
    browser: str,
    report: Callable[[int], None],
    start_seconds: float,
) -> None:
    """Add to `files` the pictures that are not drawn yet."""
    import kaleido

    studio = kaleido.Kaleido(page_generator=_Studio(), path=browser, proxy_server=NOWHERE, timeout=None)
    try:
        with _within(start_seconds, studio):
            await studio.open()
        for done, picture in enumerate(pictures[len(files) :], start=len(files)):
            report(done)
            spec = picture.figure.to_dict()
            height = spec["layout"].get("height") or HEIGHT
            scale = SHARP if kind == "png" else 1
            with _within(SECONDS, studio):
                files.append(
                    await studio.calc_fig(
                        spec | {"around": picture.around},
                        {"format": kind, "scale": scale, "width": picture.width, "height": height},
                    )
                )
    finally:
        with _within(CLOSE_SECONDS, studio):
            await studio.close()


@contextmanager
def _within(seconds: float, studio: "kaleido.Kaleido") -> Iterator[None]:
    """End a browser that takes longer: what waits for it then hears that it is gone, where asking it to close is in vain."""

    def end() -> None:
        if studio.subprocess.poll() is None:
            os.killpg(studio.subprocess.pid, signal.SIGKILL)

    timer = asyncio.get_running_loop().call_later(seconds, end)
    try:
        yield
    finally:
        timer.cancel()


class _Studio:
    """The page in which charts are drawn."""

    def generate_index(self) -> str:
        studio = environment(Path(__file__).parent).get_template(STUDIO)
        return studio.render(fonts=_fonts(), plotly=PLOTLY.as_uri())


@cache
def _fonts() -> Markup:
    """The fonts of the pages as a style that needs no file beside it."""
    faces = []
    for family, pattern in FONTS.items():
        content = base64.b64encode(next(MEDIA.glob(pattern)).read_bytes()).decode()
        source = f'url(data:font/woff2;base64,{content}) format("woff2")'
        faces.append(f'@font-face {{ font-family: "{family}"; font-weight: 100 900; src: {source} }}')
    return Markup("\n".join(faces))
