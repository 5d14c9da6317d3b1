"""Maturity: where each unit stands and what opens its next level."""

from pathlib import Path

import pytest

from tests.pages.conftest import turn


def test_on_the_sample_it_says_where_the_units_stand(open_page):
    app = open_page("maturity")
    assert app.title[0].value.replace("\u00a0", " ") == "5 of 6 units are at level 1; Claims is a Builder"
    assert len(app.get("plotly_chart")) == 3


def plain(text: str) -> str:
    return str(text).replace("\\", "").replace("\u00a0", " ")


def test_each_unit_is_told_what_its_next_level_takes(open_page):
    rows = open_page("maturity").dataframe[0].value.to_numpy().tolist()
    finance = [row[1:6] for row in rows if row[0] == "Finance"]
    assert finance == [
        ["Integrator", "Workflows redesigned", "1", "at least 2", "1 more redesigned workflow"],
        ["Integrator", "Habitual users, of the active", "82 of 253, 32 %", "at least 40 %", "20 more habitual users"],
    ]


def test_it_says_how_firm_the_levels_are_and_what_would_move_each_unit(open_page):
    app = turn(open_page("maturity"), "maturity", "How firm it is")
    heads = [plain(head.value) for head in app.subheader]
    assert "5 of 6 units stay at level 1, whether every threshold is a fifth lower or a fifth higher" in heads
    assert (
        "No unit is one gate from its next level; Claims falls to Integrator with 2 fewer tools alive after 90 days"
        in heads
    )
    (table,) = app.table
    moves = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.value.to_numpy().tolist()}
    assert moves["Finance"][1] == "to Integrator, with 1 more redesigned workflow and 20 more habitual users"
    assert moves["Claims"][2:] == [
        "to Integrator, with 2 fewer tools alive after 90 days or to Consumer, with 48 fewer habitual users",
        "tools alive after 90 days",
    ]


def test_it_says_how_the_levels_moved_quarter_by_quarter(open_page):
    app = turn(open_page("maturity"), "maturity", "Quarter by quarter")
    heads = [plain(head.value) for head in app.subheader]
    assert "Claims has risen from level 1 to 3, reached in Q2 2026; the other 5 have not moved" in heads


def test_behind_the_map_stand_the_weights_as_used_and_claims_that_are_used_nowhere(open_page):
    app = turn(open_page("maturity"), "maturity", "Behind the map")
    (table,) = app.table
    finance = next(row for row in table.value.to_numpy().tolist() if row[0] == "Finance")
    assert [plain(cell) for cell in finance[1:5]] == [
        "32 %, weighs 50 %",
        "1, weighs 30 %",
        "52 %, weighs 20 %",
        "33 %",
    ]
    assert plain(finance[8]) == "not known"
    assert plain(finance[5]) == "1, weighs 44 %"  # 40 of the 90 % that are known
    assert "Quoted and used nowhere: 2x, 4x and 14.2x the output" in [plain(head.value) for head in app.subheader]


def test_a_list_of_initiatives_alone_says_in_few_words_what_it_needs(open_page, stored):
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "a", "name": "a", "stage": "pilot"}
    app = open_page("maturity", store=stored(pilots=[pilot | {"business_unit": f"U{n}"} for n in range(40)]))
    assert app.title[0].value.replace("\\", "") == "No unit's level can be told yet: that needs active users"
    text = " ".join(markdown.value for markdown in app.markdown).replace("\\", "")
    assert "U0, U1, U10 and 37 others, to Consumer: not enough data, needs active users." in text
    assert not app.get("plotly_chart")


@pytest.fixture(scope="module")
def one_pilot(stored_once) -> Path:
    pilot = {"reporting_on": "2026-03-31", "initiative_id": "a", "name": "a", "stage": "pilot", "business_unit": "U"}
    return stored_once(pilots=[pilot])


@pytest.mark.parametrize("tab", ["The next level", "How firm it is", "Quarter by quarter", "Behind the map"])
def test_each_tab_stands_on_a_list_of_initiatives_alone_without_an_empty_chart(open_page, one_pilot, tab):
    app = turn(open_page("maturity", store=one_pilot), "maturity", tab)
    assert not app.get("plotly_chart")
    assert plain(app.title[0].value) == "The unit's level cannot be told yet: that needs active users"
