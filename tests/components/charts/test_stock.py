"""Stocks by stage and by unit: counted, never called a conversion; many units are cut."""

import datetime as dt

import pandas as pd

from components.charts import stage_stock, stock_by_unit
from components.charts.stock_by_unit import MOST
from components.theme import Viewport
from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31), settings={"minimum_n": "5"})


def stock(*rows: tuple[str, str, int], missing: tuple[str, ...] = ()) -> Listing:
    frame = pd.DataFrame(rows, columns=["business_unit", "stage", "initiatives"])
    return Listing(VIEWS["stage_stock"], SCOPE, frame, missing)


def test_the_stock_says_how_many_are_in_production_of_all():
    found = stage_stock.chart(stock(("HHS", "production", 7), ("DOE", "pilot", 2), ("DOE", "unknown", 1)), Viewport())
    assert found.finding == "7 of 10 are in production, 2 on the way"
    assert found.n == "n = 10 initiatives in 2 units"
    assert "A stock, not a conversion" in found.subtitle


def test_shares_are_shown_from_five_initiatives_on():
    few, enough = (
        stage_stock.chart(stock(("HHS", "pilot", number)), Viewport()).figure.layout.annotations[0].text
        for number in (4, 5)
    )
    assert "%" not in few
    assert "100 %" in enough


def test_nothing_listed_is_a_sentence():
    found = stage_stock.chart(stock(missing=("pilots.stage",)), Viewport())
    assert (found.figure, found.subtitle) == (None, "Not enough data: needs pilots.stage.")
    assert stock_by_unit.chart(stock(missing=("pilots.stage",)), Viewport()).figure is None


def test_many_units_are_the_largest_and_the_others_together():
    rows = [(f"unit {number:02}", "pilot", number) for number in range(1, 42)]
    axis = stock_by_unit.chart(stock(*rows), Viewport()).figure.layout.yaxis
    assert (axis.ticktext[0], axis.ticktext[-1], len(axis.ticktext)) == ("unit 41", "and 28 others", MOST)


def test_as_many_units_as_fit_are_all_named():
    rows = [(f"unit {number:02}", "pilot", number) for number in range(1, MOST + 1)]
    assert "unit 01" in stock_by_unit.chart(stock(*rows), Viewport()).figure.layout.yaxis.ticktext


def test_the_finding_names_the_unit_with_most_live_and_how_many_have_none():
    found = stock_by_unit.chart(stock(("HHS", "scaled", 3), ("DOE", "production", 1), ("DOL", "idea", 9)), Viewport())
    assert found.finding == "HHS has 3 of 4 that are live; 1 unit has none"


def test_nothing_live_anywhere_is_said():
    found = stock_by_unit.chart(stock(("HHS", "pilot", 3), ("DOE", "idea", 1)), Viewport())
    assert found.finding == "None of the 2 units has anything in production"


def test_a_units_name_is_drawn_as_text():
    found = stock_by_unit.chart(stock(("<b>HHS</b>", "pilot", 3)), Viewport())
    assert found.figure.layout.yaxis.ticktext == ("&lt;b&gt;HHS&lt;/b&gt;",)


def test_a_square_opens_its_unit_and_the_others_together_open_nothing():
    rows = [(f"unit {number:02}", "pilot", number) for number in range(1, 42)]
    squares = stock_by_unit.chart(stock(*rows), Viewport()).figure.data[0]
    assert (squares.customdata[0], squares.customdata[-1]) == ("business_unit=unit 41", "")


def test_what_is_gone_from_the_list_has_a_column_of_its_own():
    found = stock_by_unit.chart(stock(("HHS", "gone", 3), ("HHS", "unknown", 1)), Viewport())
    assert found.figure.layout.xaxis.ticktext == ("not stated", "gone")


def test_a_bar_opens_what_stands_there():
    assert stage_stock.chart(stock(("HHS", "gone", 3)), Viewport()).figure.data[0].customdata == ("stands_at=gone",)
