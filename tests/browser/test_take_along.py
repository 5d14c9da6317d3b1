"""An executive takes the Board along: each kind of file, made in the page and opened again."""

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pptx import Presentation
from pypdf import PdfReader

from tests.browser.conftest import Screens
from tests.browser.forms import WAIT_MS, saved
from tests.browser.looking import headline
from tests.browser.server import drawn, opened


def deck(content: bytes) -> str:
    slides = Presentation(io.BytesIO(content)).slides
    return "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def workbook(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def only_the_board(page: Page) -> None:
    dialog = page.get_by_role("dialog")
    drawn(page)  # until the pages are those of the kind of file that was chosen
    dialog.get_by_role("button", name="Clear all").click()
    expect(dialog.get_by_role("button", name=re.compile("^Remove "))).to_have_count(0)
    drawn(page)
    dialog.get_by_role("combobox", name="Pages").fill("Board")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(dialog.get_by_role("button", name=re.compile("^Remove "))).to_have_count(1)
    drawn(page)


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("PowerPoint", deck),
        *(
            pytest.param(*each, marks=pytest.mark.trust)
            for each in (("PDF", pdf), ("Excel", workbook), ("HTML", bytes.decode))
        ),
    ],
)
def test_the_board_is_taken_along_with_its_headline(
    sample_url: str, screens: Screens, form: str, read: Callable[[bytes], str]
):
    with opened(sample_url, inside=screens(False, False)) as page:
        finding = headline(page)
        written = read(taken_along(page, form))
    assert flat(finding) in flat(written)


def taken_along(page: Page, form: str) -> bytes:
    """The Board as a kind of file."""
    page.get_by_role("button", name="Take along").click()
    inside = page.get_by_role("dialog")
    inside.get_by_role("radio", name=form, exact=True).click()
    make = inside.get_by_role("button", name=f"Make the {form} file")
    expect(make).to_be_visible(timeout=WAIT_MS)
    only_the_board(page)
    make.click()
    expect(inside.get_by_role("button", name=f"Download the {form} file")).to_be_visible(timeout=WAIT_MS)
    return saved(page, f"Download the {form} file")


def flat(text: str) -> str:
    """Words without what keeps them on a line."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
