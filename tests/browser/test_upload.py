"""The Upload page in a real browser: what only a browser can do to it, a click while a file is read and an edit in a table."""

import io
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Screens
from tests.browser.forms import WAIT_MS, drop, edit, press, saved, workbook
from tests.browser.server import drawn, opened

ENDS_MS = 700  # after which the reading process, told every half second, has heard
MANY = 250_000  # rows, which take seconds to read


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
        int(path.name): path for path in Path("/proc").iterdir() if path.name.isdigit() and (path / "cmdline").exists()
    }
    server = next(
        pid for pid, path in processes.items() if f"--server.port={port}".encode() in (path / "cmdline").read_bytes()
    )
    return [pid for pid, path in processes.items() if _parent(path) == server]


def _parent(path: Path) -> int:
    try:
        return int(re.search(r"PPid:\s+(\d+)", (path / "status").read_text())[1])
    except OSError:
        return 0


def test_a_file_that_is_being_read_can_be_cancelled_and_its_process_ends(own_url: str, screens: Screens):
    with opened(own_url, "upload", inside=screens(False, False)) as page:
        drop(page, "big.xlsx", big())
        expect(page.get_by_text(re.compile(r"Reading Spend · .* MB"))).to_be_visible(timeout=WAIT_MS)
        assert len(children(own_url)) == 1
        page.get_by_role("button", name="Cancel", exact=True).click()
        expect(page.locator("h1")).to_contain_text("Drop a workbook")
        page.wait_for_timeout(ENDS_MS)
        assert children(own_url) == []


def test_columns_and_cells_are_corrected_in_tables_and_the_workbook_comes_back_marked(own_url: str, screens: Screens):
    sheet = workbook(
        "Spend",
        ("period", "business_unit", "category", "X1", "X2"),
        ("2026-Q1", "Claims", "licences", 9, "ten"),
        ("2026-Q1", "HR", "training", 7, 8),
    )
    with opened(own_url, "upload", inside=screens(False, False)) as page:
        title = page.locator("h1")
        drop(page, "q1.xlsx", sheet)
        expect(title).to_contain_text("Ready to be stored", timeout=WAIT_MS)
        edit(page, "How each column of Spend is read", row=4, column=3, text="amount")
        expect(title).to_contain_text("1 error to put right; 1 row could be stored", timeout=WAIT_MS)
        drawn(page)
        content = saved(page, "Download your workbook with the cells marked")
        marked = load_workbook(io.BytesIO(content))["Spend"]
        assert "not a number" in marked["E2"].comment.text
        assert marked["E2"].fill.fgColor.rgb != marked["E3"].fill.fgColor.rgb
        edit(page, "Cells to be corrected", row=0, column=3, text="1.2k")
        expect(title).to_contain_text("Ready to be stored: 2 rows of spend", timeout=WAIT_MS)
        drawn(page)  # while it is drawn, the figures of before stand beside those of now
        expect(page.get_by_test_id("stMetric").filter(has_text="Spend")).to_contain_text("1.5k")
        press(page, "This is right")
        expect(title).to_contain_text("Stored as version 2", timeout=WAIT_MS)
