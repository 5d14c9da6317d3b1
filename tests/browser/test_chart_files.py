"""One chart is taken along: as a picture with its finding, and as the figures behind it."""

import csv
import io
import struct

from playwright.sync_api import Page, expect

from tests.browser.forms import WAIT_MS, saved, tab
from tests.browser.server import opened


def name_of(page: Page, button: str) -> str:
    with page.expect_download(timeout=WAIT_MS) as waiting:
        page.get_by_role("button", name=button).first.click()
    return waiting.value.suggested_filename


def test_a_chart_is_downloaded_as_a_picture_and_as_the_figures_behind_it(sample_url, screens):
    with opened(sample_url, "maturity", inside=screens(False, False)) as page:
        page.get_by_text("How is this computed?").nth(1).click()
        tab(page, "Download")
        expect(page.get_by_role("button", name="Download PNG")).to_be_visible(timeout=WAIT_MS)
        content = saved(page, "Download PNG")
        assert content.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", content[16:24])
        assert width == 2 * (800 + 2 * 24)
        assert height > 400
        rows = list(csv.DictReader(io.StringIO(saved(page, "Download CSV").decode("utf-8-sig"))))
        assert {"Claims", "Retail"} <= {row["business_unit"] for row in rows}
        assert name_of(page, "Download CSV").startswith("nearest-to-the-next-level-")
