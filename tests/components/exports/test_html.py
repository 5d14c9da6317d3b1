"""One file that opens offline: opened in a real Chromium, with no host to ask, as a person opens it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from components.exports import html
from components.exports.document import Document
from components.navigation import SHAREABLE
from components.page import explain
from components.page.blocks import Chart, Comment, Figures, Quoted, Sparkline
from components.page.recording_surface import flattened
from components.text import format
from data.store import open_store
from queries import BENCHMARKS, install
from tests.browser.looking import MARKS
from tests.browser.server import DESKTOP, PHONE, browser
from tests.components.exports import portfolios
from tests.components.exports.portfolios import unreported
from tests.pages import test_hostile_names as hostile

pytestmark = pytest.mark.exports

CHOSEN = ("return",)
PLOTLY = 4_900_000  # bytes of plotly.js, which the page cannot do without


@pytest.fixture(scope="module")
def named_badly() -> Iterator[Document]:
    """A page with every kind of block, of a portfolio in which everything that has a name has a bad one."""
    store = open_store(":memory:")
    yield portfolios.of_rows(store, install(store.connection), CHOSEN, **hostile.rows())
    store.close()


@pytest.fixture(scope="module")
def written(named_badly: Document, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("html") / "portfolio.html"
    path.write_bytes(html.write(named_badly, unreported))
    return path


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def page(chrome: Browser, written: Path) -> Iterator[Page]:
    """The file as it opens on a desktop, for tests that only read it."""
    shown, _ = opened(chrome, written)
    yield shown
    shown.context.close()


def opened(chrome: Browser, path: Path, *, phone: bool = False, dark: bool = False) -> tuple[Page, list[str]]:
    """The file in a browser without a network, every chart of it drawn; and what went wrong: errors, requests that left."""
    width, height = PHONE if phone else DESKTOP
    context: BrowserContext = chrome.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", offline=True
    )
    wrong: list[str] = []
    context.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else wrong.append(asked.url)
    )
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("() => Promise.all([...document.querySelectorAll('.plot')].map((place) => draw(place)))")
    return page, wrong


@pytest.mark.parametrize(("phone", "dark"), [(False, False), (True, True)], ids=["desktop, light", "phone, dark"])
def test_every_chart_has_marks_and_nothing_is_asked_of_a_host(chrome, written: Path, phone: bool, dark: bool):
    page, wrong = opened(chrome, written, phone=phone, dark=dark)
    marks = page.evaluate(
        "(marks) => [...document.querySelectorAll('.plot')].map((one) => one.querySelectorAll(marks).length)",
        ", ".join(MARKS),
    )
    wider = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.context.close()
    assert marks
    assert all(marks)
    assert wrong == []
    assert wider <= 0
    assert paper == ("rgb(20, 23, 26)" if dark else "rgb(255, 255, 255)")


def test_the_page_says_all_that_the_document_says(page: Page, named_badly: Document):
    says = " ".join(page.locator("body").inner_text().split())
    expected = [named_badly.caption, format.date(named_badly.made_on)]
    for recorded in named_badly.pages:
        expected += [recorded.header.finding, recorded.header.question]
        for block in flattened(recorded.blocks):
            if isinstance(block, Chart):
                expected += [
                    block.drawn.finding,
                    block.drawn.subtitle,
                    block.drawn.n,
                    *(point.text for point in block.points),
                ]
            elif isinstance(block, Figures):
                expected += [
                    text
                    for figure in block.figures
                    if figure.value != format.NOT_KNOWN
                    for text in (figure.value, figure.beside)
                ]
    assert [text for text in expected if " ".join(text.split()) not in says] == []


def test_each_chart_draws_the_numbers_of_the_document(page: Page, named_badly: Document):
    drawn = page.evaluate(
        "() => [...document.querySelectorAll('.plot')].map((one) => one._fullData.map((trace) => Array.from(trace.x ?? [], String)))"
    )
    figures = [
        block.drawn.figure
        for recorded in named_badly.pages
        for block in flattened(recorded.blocks)
        if isinstance(block, Chart | Sparkline) and block.drawn.figure is not None
    ]
    assert len(drawn) == len(figures)
    for of_page, figure in zip(drawn, figures, strict=True):
        asked = [[] if trace.x is None else [_as_script(value) for value in trace.x] for trace in figure.data]
        assert of_page == asked


def test_how_a_figure_is_computed_opens_without_a_mouse(page: Page):
    how = page.locator("details.how").first
    how.locator("summary").first.focus()
    page.keyboard.press("Enter")
    says = how.inner_text()
    assert "Formula" in says
    assert "SQL: views/value_tiers.sql" in says


def test_the_reader_may_turn_to_dark_paper(chrome, written: Path):
    page, _ = opened(chrome, written)
    page.get_by_role("button", name="Show on dark paper").click()
    paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    fill = page.locator(".plot").nth(1).evaluate("(one) => one._fullLayout.font.color")
    page.context.close()
    assert paper == "rgb(20, 23, 26)"
    assert fill == "#E6E3DC"


def test_the_file_is_little_more_than_its_charts_and_names_no_host(written: Path):
    page = written.read_text(encoding="utf-8")
    of_ours = page.replace(html.get_plotlyjs(), "")
    assert len(of_ours.encode()) < 900_000
    assert len(page.encode()) < PLOTLY + 900_000
    assert not re.findall(r'<\w+[^<>]*\s(?:src|href)="(?!#)[^"]*"', of_ours)


def test_each_line_of_a_note_is_a_paragraph_and_beneath_it_stands_who_wrote_it(store, warehouse):
    text = "We stop <b>two</b> pilots.\n\nThe rest goes on."
    note = Comment("page", "2026-Q1", text, "Ada Lovelace", dt.datetime(2026, 4, 2, 9))
    document = portfolios.asking(store, warehouse)
    says = html.write(replace(document, pages=(replace(document.pages[0], comments=(note,)),)), unreported).decode()
    lines = "<p>We stop &lt;b&gt;two&lt;/b&gt; pilots.</p><p>The rest goes on.</p>"
    assert f'<blockquote>{lines}<footer class="note">Ada Lovelace, 2 April 2026</footer></blockquote>' in says


def test_a_quoted_figure_says_what_contradicts_it_as_on_the_page(store, warehouse):
    benchmark = next(
        benchmark for benchmark in BENCHMARKS.values() if "contradicted by" in explain.quotation(benchmark).reading
    )
    says = unescape(html.write(portfolios.asking(store, warehouse, Quoted((benchmark,))), unreported).decode())
    assert explain.quotation(benchmark).reading in says


def test_no_name_from_a_sheet_comes_to_life(page: Page):
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    live = page.evaluate(
        """() => [...document.querySelectorAll('main img, main a:not([href^="#"]), svg a, svg image, [onerror]')]
            .map((one) => one.outerHTML)"""
    )
    assert "<img src=x onerror=alert(1)>" in page.locator("main").inner_text()
    assert live == []


@pytest.mark.trust
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_all_pages_of_the_sample_open_with_every_chart(chrome, sample_store, tmp_path: Path, phone: bool, sample_book):
    path = tmp_path / "all.html"
    path.write_bytes(
        html.write(portfolios.of(sample_store, sample_book.warehouse, SHAREABLE, is_sample=True), unreported)
    )
    page, wrong = opened(chrome, path, phone=phone)
    empty = page.evaluate(
        """(marks) => [...document.querySelectorAll('.plot')].filter((one) => !one.querySelectorAll(marks).length)
            .map((one) => one.getAttribute('aria-label'))""",
        ", ".join(MARKS),
    )
    wider = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    page.context.close()
    assert empty == []
    assert wrong == []
    assert wider <= 0


def _as_script(value: object) -> str:
    """A value as JavaScript writes it."""
    if value is None:
        return "null"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
