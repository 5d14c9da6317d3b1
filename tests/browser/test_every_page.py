"""Every page of the sample portfolio as a person meets it: a headline, charts with marks, nothing cut, no error."""

import pytest

from tests.browser import looking
from tests.browser.server import PAGES, opened

pytestmark = pytest.mark.browser

WITHOUT_CHARTS = {"upload"}
SCREENS = [(False, False), (False, True), (True, False), (True, True)]


@pytest.mark.parametrize(("phone", "dark"), SCREENS, ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands(sample_url, screens, name, phone, dark):
    found = looking.notice(screens(phone, dark), sample_url)
    with opened(sample_url, name, inside=screens(phone, dark)) as page:
        looking.stands(page, needs_charts=name not in WITHOUT_CHARTS)
    assert (found.foreign, found.complaints) == ([], [])
