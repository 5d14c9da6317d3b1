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
        looking.stands(page, needs_charts=name not in WITHOUT_CHARTS)
        assert (found.foreign, found.complaints) == ([], [])
