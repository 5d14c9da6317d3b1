"""What a person does on a page: drops a file, presses a button, writes into a table, takes a download; and what they drop."""

import io
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.server import drawn

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WAIT_MS = 60_000  # until a file is read, or a page has answered
TRIES, AGAIN_MS = 5, 3000  # clicks on a table, and how long one is given
CHECK, HEAD, LINE = 15, 36, 35  # pixels of a table: where its boxes stand, its head, one of its lines
Cells = Mapping[str, Mapping[str, Any]]
"""Cells to be filled in, by sheet and address."""


def drop(page: Page, name: str, content: bytes) -> None:
    """Drop a file on the Upload page."""
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": XLSX, "buffer": content})


def press(page: Page, name: str) -> None:
    """Press the first button of a name."""
    page.get_by_role("button", name=name).first.click()


def tab(page: Page, name: str) -> None:
    """Open a tab."""
    page.get_by_role("tab", name=name).click()
    drawn(page)


def saved(page: Page, name: str) -> bytes:
    """What a press on a download button hands over."""
    with page.expect_download(timeout=WAIT_MS) as waiting:
        press(page, name)
    return Path(waiting.value.path()).read_bytes()


def expect_head(page: Page, says: str) -> None:
    """Wait until the page's headline says this, a regular expression, and the page stands."""
    expect(page.locator("h1")).to_contain_text(re.compile(says.replace(" ", r"\s")), timeout=WAIT_MS)
    drawn(page)


def edit(page: Page, table: str, *, row: int, column: int, text: str) -> None:
    """Write into a cell of a table that is edited in the page, or choose what is written there."""
    drawn(page)
    frame = page.get_by_test_id("stDataFrame").filter(has=page.get_by_label(f"Show/hide columns: {table}"))
    canvas = frame.get_by_test_id("data-grid-canvas")
    canvas.evaluate("table => table.scrollIntoView({block: 'center'})")

    def selected(at: int) -> Locator:
        return canvas.locator(f'[data-testid="glide-cell-{at}-{row}"][aria-selected="true"]')

    for _ in range(TRIES):
        left, top = at_rest(canvas)
        x, y = left + 20, top + LINE * (row + 1.5)
        page.mouse.move(x - 5, y)
        page.wait_for_timeout(200)
        page.mouse.click(x, y)
        with suppress(TimeoutError):  # on a busy machine the table may have moved under the mouse
            selected(0).wait_for(state="attached", timeout=AGAIN_MS)
            break
    for at in range(column + 1):
        if at:
            page.keyboard.press("ArrowRight")
        selected(at).wait_for(state="attached")
    page.keyboard.press("Enter")
    editor = page.locator("#portal").locator("input, textarea").first
    expect(editor).to_be_focused()
    editor.press_sequentially(text)
    if editor.get_attribute("role") == "combobox":
        expect(page.get_by_role("option")).to_have_count(1)
    page.wait_for_timeout(250)  # a person's Enter does not come in the same moment as the last letter
    page.keyboard.press("Enter")


def select(page: Page, row: int) -> None:
    """Select a row of the table behind a figure by the box at its left."""
    table = page.locator('[data-testid="stPopoverBody"] [data-testid="stDataFrame"] canvas').first
    expect(table).to_be_visible(timeout=30_000)
    page.wait_for_timeout(800)
    left, top = at_rest(table)
    page.mouse.click(left + CHECK, top + HEAD + LINE * row + CHECK)


def at_rest(place: Locator) -> tuple[float, float]:
    """Where something begins on the screen, once it no longer moves."""
    before = None
    while (box := place.bounding_box()) is None or box != before:
        before = box
        place.page.wait_for_timeout(150)
    return box["x"], box["y"]


def workbook(sheet: str, *rows: Sequence[Any]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    return to_bytes(book)


def with_cells(content: bytes, cells: Cells) -> bytes:
    """A workbook with cells filled in."""
    book = load_workbook(io.BytesIO(content))
    for sheet, written in cells.items():
        for address, value in written.items():
            book[sheet][address] = value
    return to_bytes(book)


def to_bytes(book: Workbook) -> bytes:
    """A workbook as it is dropped."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
