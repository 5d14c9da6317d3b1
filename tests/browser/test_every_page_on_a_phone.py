"""Every page of the sample portfolio on a telephone, in the dark, tab by tab: a headline, charts with marks, nothing cut."""

import pytest

from tests.browser import looking
from tests.browser.server import PAGES, opened

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_a_page_and_each_of_its_tabs_stand(sample_url, screens, name):
    found = looking.notice(screens(True, True), sample_url)
    with opened(sample_url, name, inside=screens(True, True)) as page:
        looking.stands_in_every_tab(page)
    assert (found.foreign, found.complaints) == ([], [])


def test_the_board_stands_in_the_light(sample_url, screens):
    with opened(sample_url, "board", inside=screens(True, False)) as page:
        looking.stands_in_every_tab(page)
