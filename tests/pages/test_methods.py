"""Methods: every figure, listing and detector with its definition."""

import pytest

from queries import DETECTORS, METRICS, VIEWS
from tests.pages.conftest import turn

TABS = "methods-Figures-Listings-Detectors"


def cells(app) -> str:
    """Every table's text, as it reads."""
    values = [str(value) for table in app.table for value in table.value.to_numpy().ravel()]
    return " ".join(values).replace("\\", "").replace("\u00a0", " ")


@pytest.mark.parametrize(("tab", "group"), [("Figures", METRICS), ("Listings", VIEWS), ("Detectors", DETECTORS)])
def test_every_definition_is_written_out(open_page, tab, group):
    text = cells(turn(open_page("methods"), "methods", tab))
    assert all(metric.title.replace("\u00a0", " ") in text for metric in group.values())


def test_one_opens_to_its_definition_its_figure_now_and_its_sql(open_page):
    app = open_page("methods")
    app.selectbox[-1].select("Spend (figure spend)").run()
    assert METRICS["spend"].sql in [code.value for code in app.code]
    assert any("Now" in text.value for text in app.markdown)


def test_each_can_be_looked_up_though_titles_may_be_the_same(open_page):
    assert len(open_page("methods").selectbox[-1].options) == len(METRICS) + len(VIEWS) + len(DETECTORS)


def test_a_unit_in_the_link_that_is_not_there_is_named(open_page):
    app = open_page("board", query={"units": "Nope"})
    assert any("Nope" in warning.value for warning in app.warning)


def test_a_link_opens_the_quarters_and_units_it_names(open_page):
    app = open_page("board", query={"until": "2026-Q1", "units": ["Claims", "HR"]})
    assert any("to Q1 2026" in text.value and "Claims and HR" in text.value for text in app.caption)
