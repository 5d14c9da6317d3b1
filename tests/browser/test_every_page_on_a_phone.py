"""Every page of the sample portfolio on a telephone, in the dark: a headline, charts with marks, nothing cut off."""

import pytest

from tests.browser import looking
from tests.browser.server import PAGES, opened


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name == "board" else pytest.mark.trust) for name in PAGES]
)
def test_a_page_stands(sample_url, screens, name):
    found = looking.notice(screens(True, True), sample_url)
    with opened(sample_url, name, inside=screens(True, True)) as page:
        looking.stands(page, needs_charts=name not in looking.WITHOUT_CHARTS)
    assert (found.foreign, found.complaints) == ([], [])


def test_the_board_stands_in_the_light(sample_url, screens):
    with opened(sample_url, "board", inside=screens(True, False)) as page:
        looking.stands(page)
