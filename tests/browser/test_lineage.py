"""From a figure to a cell: a row behind it is selected, opens in its place, and leads back to the rows."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.forms import select, tab
from tests.browser.server import drawn, opened


@pytest.mark.parametrize("phone", [False, True])
def test_a_row_behind_a_figure_opens_to_its_cells_and_leads_to_other_figures(sample_url, screens, phone):
    with opened(sample_url, "return", inside=screens(phone, phone)) as page:
        page.get_by_text("How is this computed?").first.click()
        tab(page, "Rows")
        select(page, 2)
        panel = page.locator('[data-testid="stPopoverBody"]')
        expect(panel.get_by_text("It is listed behind").first).to_be_attached(timeout=60_000)
        drawn(page)  # while it is drawn, what stood before stands beside what stands now
        expect(panel.get_by_text(re.compile(r"row \d+, of AI portfolio"))).to_be_visible(timeout=30_000)
        expect(panel.get_by_text("It is listed behind")).to_be_attached(timeout=60_000)
        expect(panel.get_by_role("link", name="Registry")).to_be_attached()
        panel.get_by_role("button", name="Back to the rows").click()
        expect(panel.get_by_text("select one to see its cells")).to_be_visible(timeout=30_000)
