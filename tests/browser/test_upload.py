"""The Upload page in a real browser: what only a browser can do to it, a click while a file is read and an edit in a table."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import drawn, opened, served

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ_MS = 60_000
LINE = 35  # pixels of a table's line
ENDS_MS = 700  # after which the reading process, told every half second, has heard
MANY = 250_000  # rows, which take seconds to read


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served() as address:
        yield address


def drop(page: Page, name: str, content: bytes) -> None:
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": XLSX, "buffer": content})


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    book.active.title = "Spend"
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def big() -> bytes:
    """A workbook of many rows, written faster than any library would."""
    cells = "".join(
        f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("period", "business_unit", "category", "amount")
    )
    row = '<row><c t="inlineStr"><is><t>2026-Q1</t></is></c><c t="inlineStr"><is><t>Claims</t></is></c><c t="inlineStr"><is><t>licences</t></is></c><c><v>{}</v></c></row>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"<row>{cells}</row>{''.join(row.format(at) for at in range(MANY))}</sheetData></worksheet>"
    )
    book = Workbook()
    book.active.title = "Spend"
    template, written = io.BytesIO(), io.BytesIO()
    book.save(template)
    with (
        zipfile.ZipFile(template) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for one in source.namelist():
            target.writestr(one, sheet if one == "xl/worksheets/sheet1.xml" else source.read(one))
    return written.getvalue()


def children(address: str) -> list[int]:
    """The processes that the app at this address has started and that still run."""
    port = address.rsplit(":", 1)[1]
    processes = {
        int(path.name): path
        for path in Path("/proc").iterdir()
        if path.name.isdigit() and (path / "cmdline").exists()
    }  # fmt: skip
    server = next(
        pid for pid, path in processes.items() if f"--server.port={port}".encode() in (path / "cmdline").read_bytes()
    )
    return [pid for pid, path in processes.items() if _parent(path) == server]


def _parent(path: Path) -> int:
    try:
        return int(re.search(r"PPid:\s+(\d+)", (path / "status").read_text())[1])
    except OSError:
        return 0


def edit(page: Page, table: str, *, row: int, column: int, text: str) -> None:
    """Write into a cell of a table that is edited in the page, or choose what is written there."""
    drawn(page)
    frame = page.get_by_test_id("stDataFrame").filter(has=page.get_by_label(f"Show/hide columns: {table}"))
    canvas = frame.get_by_test_id("data-grid-canvas")
    canvas.evaluate("table => table.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(300)  # until the page has come to rest
    box = canvas.bounding_box()
    assert box, f"{table} is not drawn"
    x, y = box["x"] + 20, box["y"] + LINE * (row + 1.5)
    page.mouse.move(x - 5, y)
    page.wait_for_timeout(200)
    page.mouse.click(x, y)
    for at in range(column + 1):
        if at:
            page.keyboard.press("ArrowRight")
        canvas.locator(f'[data-testid="glide-cell-{at}-{row}"][aria-selected="true"]').wait_for(state="attached")
    page.keyboard.press("Enter")
    editor = page.locator("#portal").locator("input, textarea").first
    expect(editor).to_be_focused()
    editor.press_sequentially(text)
    if editor.get_attribute("role") == "combobox":
        expect(page.get_by_role("option")).to_have_count(1)
    page.wait_for_timeout(250)  # a person's Enter does not come in the same moment as the last letter
    page.keyboard.press("Enter")


def test_a_file_that_is_being_read_can_be_cancelled_and_its_process_ends(url: str, chrome: Browser):
    with opened(url, "upload", inside=chrome) as page:
        drop(page, "big.xlsx", big())
        expect(page.get_by_text(re.compile(r"Reading Spend · .* MB"))).to_be_visible(timeout=READ_MS)
        assert len(children(url)) == 1
        page.get_by_role("button", name="Cancel", exact=True).click()
        expect(page.locator("h1")).to_contain_text("Drop a workbook")
        page.wait_for_timeout(ENDS_MS)
        assert children(url) == []


def test_columns_and_cells_are_corrected_in_tables_and_the_workbook_comes_back_marked(url: str, chrome: Browser):
    sheet = workbook(
        ("period", "business_unit", "category", "X1", "X2"),
        ("2026-Q1", "Claims", "licences", 9, "ten"),
        ("2026-Q1", "HR", "training", 7, 8),
    )
    with opened(url, "upload", inside=chrome) as page:
        title = page.locator("h1")
        drop(page, "q1.xlsx", sheet)
        expect(title).to_contain_text("Ready to be stored", timeout=READ_MS)
        edit(page, "How each column of Spend is read", row=4, column=3, text="amount")
        expect(title).to_contain_text("1 error to put right; 1 row could be stored", timeout=READ_MS)
        drawn(page)
        with page.expect_download() as handed_over:
            page.get_by_role("button", name="Download your workbook with the cells marked").click()
        marked = load_workbook(io.BytesIO(Path(handed_over.value.path()).read_bytes()))["Spend"]
        assert "not a number" in marked["E2"].comment.text
        assert marked["E2"].fill.fgColor.rgb != marked["E3"].fill.fgColor.rgb
        edit(page, "Cells to be corrected", row=0, column=3, text="1.2k")
        expect(title).to_contain_text("Ready to be stored: 2 rows of spend", timeout=READ_MS)
        expect(page.get_by_test_id("stMetric").filter(has_text="Spend")).to_contain_text("1.2k")
        page.get_by_role("button", name="This is right").click()
        expect(title).to_contain_text("Stored as version 1", timeout=READ_MS)
