"""Every page of the sample portfolio as a person meets it: a headline, charts with marks, nothing cut, no error."""

import pytest

from tests.browser import looking
from tests.browser.server import PAGES, drawn, opened

pytestmark = pytest.mark.browser

WITHOUT_CHARTS = {"upload"}
SCREENS = [(False, False), (False, True), (True, False), (True, True)]


@pytest.mark.parametrize(("phone", "dark"), SCREENS, ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands(sample_url, chrome, name, phone, dark):
    with opened(sample_url, name, phone=phone, dark=dark, inside=chrome) as page:
        found = looking.notice(page, sample_url)
        page.reload()
        drawn(page)
        assert looking.headline(page)
        assert looking.errors(page) == []
        counted = looking.marks(page)
        assert all(counted), f"blank charts among {counted}"
        assert counted or name in WITHOUT_CHARTS
        assert looking.overflow(page) == 0
        assert looking.clipped(page) == []
        assert (found.foreign, found.complaints) == ([], [])


def test_filters_live_in_the_url_and_survive_a_page_switch(sample_url, chrome):
    with opened(sample_url, "money?until=2025-Q4&units=Retail", inside=chrome) as page:
        said = page.get_by_text("AI portfolio").first.inner_text()
        assert "Retail" in said
        assert "Q4 2025" in said
        page.get_by_text("Pilots", exact=True).first.click()
        page.get_by_role("link", name="Funnel").first.click()
        page.wait_for_url("**/funnel**")
        drawn(page)
        assert "until=2025-Q4" in page.url
        assert "units=Retail" in page.url
        assert "Retail" in page.get_by_text("AI portfolio").first.inner_text()


def test_a_value_that_is_not_there_is_named(sample_url, chrome):
    with opened(sample_url, "money?units=Nope", inside=chrome) as page:
        assert page.get_by_text('the unit "Nope"').first.is_visible()
