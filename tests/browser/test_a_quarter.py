"""A program manager's quarters, from the template to a restatement taken back: what the whole of Upload and History is for."""

import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Screens
from tests.browser.forms import (
    WAIT_MS,
    Cells,
    drop,
    edit,
    expect_head,
    press,
    saved,
    tab,
    to_bytes,
    with_cells,
    workbook,
)
from tests.browser.server import drawn, opened, served

WRONG: Cells = {
    "Spend": {
        "A2": "2026-Q1",
        "B2": "Claims",
        "C2": "moonshots",
        "D2": 120_000,
        "A3": "2026-Q1",
        "B3": "HR",
        "C3": "training",
        "D3": 30_000,
    },
    "Adoption": {"A2": "2026-Q1", "B2": "Claims", "C2": "Copilot", "F2": 10, "H2": 40},
    "Pilots": {
        "A2": "2026-03-31",
        "B2": "P1",
        "C2": "Claims triage",
        "D2": "Claims",
        "E2": "pilot",
        "O2": "31/02/2026",
    },
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served() as address:
        yield address


def stored(page: Page, content: bytes, name: str, rows: str, version: int) -> None:
    """A file dropped, found ready and accepted."""
    drop(page, name, content)
    expect_head(page, f"Ready to be stored: {rows}")
    press(page, "This is right")
    expect_head(page, f"Stored as version {version}")


def test_a_quarter_from_the_template_to_a_restatement_that_is_taken_back(url: str, screens: Screens) -> None:
    with opened(url, "upload", inside=screens(False, False)) as page:
        template = saved(page, "Download the template")
        drop(page, "q1.xlsx", with_cells(template, WRONG))
        expect_head(page, "2 errors to put right")
        for says in ("moonshots", "31/02/2026", "more active users than paid seats"):
            expect(page.get_by_text(says).first).to_be_attached()

        marked = load_workbook(io.BytesIO(saved(page, "Download your workbook")))
        for name, cell in (("Spend", "C2"), ("Pilots", "O2"), ("Adoption", "H2")):
            assert marked[name][cell].fill.fill_type == "solid", f"{name}!{cell} is not marked"
            assert marked[name][cell].comment, f"{name}!{cell} has no comment"
        assert marked["Spend"]["D2"].fill.fill_type is None
        assert marked["Spend"]["D2"].value == 120_000

        edit(page, "Cells to be corrected", row=0, column=3, text="2026-01-31")
        expect_head(page, "1 error to put right")
        press(page, "Discard this file")
        expect_head(page, "Drop a workbook")

        right = {"Spend": {"C2": "consulting"}, "Pilots": {"O2": "2026-01-31"}, "Adoption": {"H2": 8}}
        corrected = with_cells(to_bytes(marked), right)
        stored(page, corrected, "q1.xlsx", "2 rows of spend, 1 row of adoption and 1 row of pilots", 1)

        own = ("Fiscal quarter", "Department", "Cost category", "Amount spent", "Order number")
        stored(
            page,
            workbook("AI costs", own, ("Q2 2026", "Claims", "licences", 50_000, "A-1")),
            "q2.xlsx",
            "1 row of spend",
            2,
        )
        moved = ("Order number", "Amount spent", "Departments", "Fiscal quarter", "Cost category")
        drop(page, "q3.xlsx", workbook("AI costs", moved, ("A-2", 60_000, "Claims", "Q3 2026", "licences")))
        expect_head(page, "Ready to be stored: 1 row of spend")
        expect(page.get_by_text("confirmed before").first).to_be_attached()
        press(page, "This is right")
        expect_head(page, "Stored as version 3")

    with opened(url, "history", inside=screens(False, False)) as page:
        tab(page, "Locks")
        page.get_by_role("combobox", name="Quarter", exact=True).click()
        page.get_by_role("option", name="Q1 2026").click()
        page.get_by_label("Why?").fill("shown to the board on 14 May")
        press(page, "Lock Q1 2026")
        expect_head(page, "No headline figure of Q1 2026 has changed since it was locked")

    with opened(url, "upload", inside=screens(False, False)) as page:
        drop(page, "q1.xlsx", with_cells(corrected, {"Spend": {"D2": 100_000}}))
        expect_head(page, "Ready to be stored")
        press(page, "This is right")
        expect(page.get_by_text("Say first why").first).to_be_visible(timeout=WAIT_MS)
        drawn(page)
        page.get_by_label("Why does").fill("a credit note came in")
        page.keyboard.press("Enter")
        drawn(page)
        press(page, "This is right")
        expect_head(page, "Stored as version 5")

    with opened(url, "history", inside=screens(False, False)) as page:
        expect_head(page, "Spend of Q1 2026 was restated by .20k since it was locked on .*, by version 5")
        tab(page, "Restatements")
        expect(page.get_by_text("a credit note came in").or_(page.get_by_text("version 5")).first).to_be_attached()
        expect(page.locator("svg.main-svg").first).to_be_visible()
        tab(page, "Versions")
        press(page, "Withdraw")
        page.get_by_label("Why?").fill("the credit note was for another year")
        press(page, "Withdraw version 5")
        expect_head(page, "No headline figure of Q1 2026 has changed since it was locked")
