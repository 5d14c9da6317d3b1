"""A chart becomes a picture that runs nothing, links nowhere and asks no host; where it cannot, a sentence says why."""

import os
import re
import signal
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from components.charts import rendering
from components.charts.rendering import CannotBeDrawn
from components.theme import LIGHT, Drawn, Viewport, canvas, finish, write

HOSTILE = "<a href='javascript:alert(1)'>Claims</a><script>alert(2)</script> <img src=x onerror=alert(3)> \x01\ufffe<b>A&B</b>"
VIEWPORT = Viewport()

pytestmark = pytest.mark.browser


@contextmanager
def host() -> Iterator[tuple[str, list[str]]]:
    """A host of this machine, and what it was asked for."""
    asked: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with socketserver.TCPServer(("127.0.0.1", 0), Noting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def chart(text: str = "", image: str = "") -> go.Figure:
    figure = canvas()
    figure.add_trace(go.Bar(x=[3, 5], y=["Retail", "Legal"], orientation="h", marker={"color": LIGHT.accent}))
    if text:
        write(figure, VIEWPORT, text, x=1, y=1)
    if image:
        figure.add_layout_image(source=image, x=0, y=1, sizex=1, sizey=1, xref="paper", yref="paper")
    return finish(figure, VIEWPORT, height=200)


def framed(figure: go.Figure, finding: str = "Legal has 5", n: str = "n = 8") -> rendering.Picture:
    return rendering.framed(Drawn(figure, finding, "Tools by unit", n), VIEWPORT, 400, "all units")


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    with host() as (address, asked):
        hostile, foreign = rendering.drawn(
            [framed(chart(HOSTILE), HOSTILE), framed(chart(image=f"{address}/spy.png"))], "svg"
        )
    return {"hostile": hostile.decode(), "foreign": foreign.decode(), "asked": " ".join(asked)}


def test_a_hostile_name_is_text_in_a_picture(drawn):
    elements = list(ElementTree.fromstring(drawn["hostile"]).iter())
    assert not {element.tag.rpartition("}")[2] for element in elements} & {
        "a",
        "script",
        "img",
        "image",
        "foreignObject",
    }
    attributes = {name.rpartition("}")[2]: value for element in elements for name, value in element.attrib.items()}
    assert not [name for name in attributes if name.startswith("on") or name == "href"]
    assert "<script>alert(2)</script>" in "".join(ElementTree.fromstring(drawn["hostile"]).itertext())


def test_drawing_asks_no_host_and_leaves_no_address_in_the_picture(drawn):
    assert drawn["asked"] == ""
    assert "spy.png" not in drawn["foreign"]


def test_a_picture_alone_says_its_finding_its_reading_and_its_source(drawn):
    shown = re.sub(r"<[^>]+>", " ", drawn["foreign"])
    for text in ("Legal has 5", "Tools by unit", "n = 8 · all units", "Retail"):
        assert text in shown
    assert f'fill="{LIGHT.paper}"' in drawn["foreign"]
    assert "Source Sans" in drawn["foreign"]


def test_a_png_has_two_pixels_for_each_of_the_page_s():
    done: list[int] = []
    (content,) = rendering.drawn([rendering.Picture(chart(), 400)], "png", done.append)
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (800, 400)
    assert done == [0]


def test_without_a_browser_the_sentence_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    with pytest.raises(CannotBeDrawn, match="apt install chromium"):
        rendering.drawn([framed(chart())], "svg")
    assert rendering.drawn([], "svg") == []


def test_a_browser_that_does_not_start_or_never_answers_is_named_and_ended(monkeypatch, tmp_path):
    for name, does in (("ends", "exit 0"), ("hangs", "exec sleep 600")):
        browser = tmp_path / name
        browser.write_text(f"#!/bin/sh\necho $$ > {tmp_path / 'process'}\n{does}\n")
        browser.chmod(0o755)
        monkeypatch.setenv("BROWSER_PATH", str(browser))
        with pytest.raises(CannotBeDrawn, match=str(browser)):
            rendering.drawn([framed(chart())], "svg", start_seconds=0.5)
        assert not alive(int((tmp_path / "process").read_text()))


def test_a_browser_that_goes_away_between_two_charts_is_started_anew_and_no_chart_is_drawn_twice(monkeypatch, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho $$ > {tmp_path / "process"}\nexec {rendering.chromium()} "$@"\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(browser))
    begun: list[int] = []

    def report(done: int) -> None:
        begun.append(done)
        if begun == [0, 1]:
            os.kill(int((tmp_path / "process").read_text()), signal.SIGKILL)

    pictures = rendering.drawn([framed(chart()), framed(chart("In court"))], "svg", report)
    assert begun == [0, 1, 1]
    assert [b"In court" in picture for picture in pictures] == [False, True]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_whoever_no_longer_waits_ends_the_drawing():
    class Ended(Exception):
        pass

    def report(done: int) -> None:
        raise Ended

    with pytest.raises(Ended):
        rendering.drawn([framed(chart())], "svg", report)


def test_a_chart_with_nothing_to_draw_is_no_picture():
    with pytest.raises(ValueError, match="no chart"):
        rendering.framed(Drawn(None, "Nothing yet", ""), VIEWPORT, 400, "")


def test_another_chart_or_width_is_another_picture():
    first = framed(chart())
    assert first.drawn_from == framed(chart()).drawn_from
    assert first.drawn_from != framed(chart("Legal")).drawn_from
    assert first.drawn_from != framed(chart(), n="n = 9").drawn_from
