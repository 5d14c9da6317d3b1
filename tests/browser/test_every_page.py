"""Every page of the sample portfolio on a desktop, in the light: a headline, charts with marks, nothing cut; its tabs too,
in the long runs."""

import pytest

from tests.browser import looking
from tests.browser.server import PAGES, opened


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands(sample_url, screens, name):
    found = looking.notice(screens(False, False), sample_url)
    with opened(sample_url, name, inside=screens(False, False)) as page:
        looking.stands(page, needs_charts=name not in looking.WITHOUT_CHARTS)
    assert (found.foreign, found.complaints) == ([], [])


@pytest.mark.trust
@pytest.mark.parametrize("name", PAGES)
def test_each_tab_of_a_page_stands(sample_url, screens, name):
    with opened(sample_url, name, inside=screens(False, False)) as page:
        looking.stands_in_every_tab(page)


def test_the_board_stands_in_the_dark(sample_url, screens):
    with opened(sample_url, "board", inside=screens(False, True)) as page:
        looking.stands_in_every_tab(page)
