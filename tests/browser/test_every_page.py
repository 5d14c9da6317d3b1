"""Every page of the sample portfolio as a person meets it: a headline, charts with marks, nothing cut, no error."""

import pytest

from tests.browser import looking
from tests.browser.server import PAGES, drawn, opened

pytestmark = pytest.mark.browser

WITHOUT_CHARTS = {"settings", "upload"}
TAB = '[data-testid="stTab"]'
SCREENS = [(False, False), (False, True), (True, False), (True, True)]


@pytest.mark.parametrize(("phone", "dark"), SCREENS, ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands(sample_url, screens, name, phone, dark):
    found = looking.notice(screens(phone, dark), sample_url)
    with opened(sample_url, name, inside=screens(phone, dark)) as page:
        looking.stands(page, needs_charts=name not in WITHOUT_CHARTS)
    assert (found.foreign, found.complaints) == ([], [])


@pytest.mark.parametrize(("phone", "dark"), SCREENS[::3], ids=["desktop-light", "phone-dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_tab_of_a_page_stands(sample_url, screens, name, phone, dark):
    with opened(sample_url, name, inside=screens(phone, dark)) as page:
        for tab in page.locator(TAB).all()[1:]:
            tab.click()
            drawn(page)
            looking.stands(page, needs_charts=False)
