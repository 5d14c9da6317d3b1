"""A click on a mark filters to its unit, and a second one takes the filter off; other marks open the rows behind them."""

import re

from playwright.sync_api import Page, expect

from tests.browser.server import drawn, opened

MARK = """([kind, text]) => {
    for (const chart of document.querySelectorAll('[data-testid="stPlotlyChart"] .js-plotly-plot')) {
        for (const trace of chart.data) {
            const at = (trace.customdata ?? []).findIndex(one => String(one).startsWith(kind) && String(one).includes(text));
            if (at < 0) continue;
            chart.scrollIntoView({block: 'center'});
            const full = chart._fullLayout, frame = chart.getBoundingClientRect();
            const x = full.xaxis.l2p(full.xaxis.d2l(trace.x[at])) + full.xaxis._offset;
            const y = full.yaxis.l2p(full.yaxis.d2l(trace.y[at])) + full.yaxis._offset;
            const inside = trace.type === 'bar' ? (trace.orientation === 'h' ? [-3, 0] : [0, 3]) : [0, 0];
            return [frame.left + x + inside[0], frame.top + y + inside[1]];
        }
    }
    return null;
}"""


def click(page: Page, kind: str, text: str = "") -> None:
    """Click the first mark that opens this, as a person with a mouse does."""
    place = page.evaluate(MARK, [kind, text])
    assert place, f"no mark opens {kind} {text}"
    page.wait_for_timeout(400)
    x, y = page.evaluate(MARK, [kind, text])
    page.mouse.move(x - 1, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(200)
    page.mouse.click(x, y)


def test_a_click_on_a_unit_filters_the_page_to_it_and_a_second_one_takes_it_off(sample_url, screens):
    with opened(sample_url, "return", inside=screens(False, False)) as page:
        click(page, "business_unit=", "Claims")
        expect(page).to_have_url(re.compile("units=Claims"))
        expect(page.get_by_text("Claims · as of").first).to_be_visible()
        drawn(page)
        click(page, "business_unit=", "Claims")
        expect(page).not_to_have_url(re.compile("units=Claims"))


def test_a_click_on_a_stage_opens_the_rows_behind_it_until_they_are_closed(sample_url, screens):
    with opened(sample_url, "funnel", inside=screens(False, False)) as page:
        click(page, "furthest_stage=", "approved")
        close = page.get_by_role("button", name="Close", exact=True)
        expect(close.first).to_be_visible()
        drawn(page)  # while it is drawn, what stood before stands beside what stands now
        expect(close).to_be_visible()
        expect(page.get_by_text("Furthest stage: approved")).to_be_visible()
        close.click()
        expect(close).to_be_hidden()
