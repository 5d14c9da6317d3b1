"""Every page of the sample portfolio on a desktop, in the light, tab by tab: a headline, charts with marks, nothing cut."""

import pytest

from tests.browser import looking
from tests.browser.server import PAGES, opened

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_a_page_and_each_of_its_tabs_stand(sample_url, screens, name):
    found = looking.notice(screens(False, False), sample_url)
    with opened(sample_url, name, inside=screens(False, False)) as page:
        looking.stands_in_every_tab(page)
    assert (found.foreign, found.complaints) == ([], [])


def test_the_board_stands_in_the_dark(sample_url, screens):
    with opened(sample_url, "board", inside=screens(False, True)) as page:
        looking.stands_in_every_tab(page)
