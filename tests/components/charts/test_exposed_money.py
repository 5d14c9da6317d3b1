"""Failure modes and units: the money once, the marks for what is not money, the dearest first."""

import datetime as dt

import pandas as pd

from components.charts import exposed_money
from components.charts.exposed_money import MOST, MOST_NARROW
from components.theme import Viewport
from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))
SEATS, DECK, TRAINING = "spend_without_output", "deck_nobody_implemented", "training_that_did_not_transfer"
COLUMNS = ["business_unit", "detector", "severity", "findings", "signs", "exposed", "spent"]


def listing(*rows, missing=()) -> Listing:
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"severity": "Int64"})
    return Listing(VIEWS["exposed_money"], SCOPE, frame, missing)


def totals(exposed, *units, severity=3, findings=2, spent=10_000_000):
    every = [(None, None, severity, findings, 0, exposed, spent), (None, SEATS, severity, findings, 0, exposed, spent)]
    return [*every, *((unit, None, severity, findings, 0, amount, spent) for unit, amount in units)]


def cell(unit, amount, severity=3, mode=SEATS):
    return (unit, mode, severity, int(severity is not None and severity > 1), 0, amount, None)


def texts(drawn) -> list[str]:
    return [note.text for note in drawn.figure.layout.annotations]


def test_the_finding_is_the_distinct_money_of_all_that_was_spent():
    rows = [*totals(2_500_000, ("HR", 2_000_000), ("Law", 700_000)), cell("HR", 2_000_000), cell("Law", 700_000)]
    drawn = exposed_money.chart(listing(*rows), Viewport())
    assert drawn.finding == "Failure modes expose 2.5m of the 10.0m spent"
    assert drawn.n == "n = 2 findings in 2 units"
    assert "Spend without output: HR 2.0m and Law 700k" in drawn.alt


def test_the_dearest_unit_stands_first():
    rows = [*totals(3e6, ("HR", 1e6), ("Law", 2e6)), cell("HR", 1e6), cell("Law", 2e6)]
    assert list(exposed_money.chart(listing(*rows), Viewport()).figure.layout.xaxis.ticktext) == ["Law", "HR", "All"]


def test_what_is_not_money_has_a_mark_each_and_each_mark_is_explained():
    units = [("A", 5e5), ("B", None), ("C", None), ("D", None), ("E", None)]
    rows = [
        *totals(5e5, *units),
        cell("A", 5e5),
        cell("B", None, 0),
        cell("C", None, 1),
        cell("D", None, None),
        cell("E", None, 2),
    ]
    drawn = exposed_money.chart(listing(*rows), Viewport())
    assert {"500k", "·", "sign", "", "found"} <= set(texts(drawn))
    assert drawn.subtitle.endswith(
        "· looked and not found; blank: not enough data; sign: too few to judge; found: no spend is linked"
    )


def test_findings_without_any_linked_money_are_told_as_findings():
    drawn = exposed_money.chart(listing(*totals(None, ("A", None), spent=None), cell("A", None, 2)), Viewport())
    assert drawn.finding == "2 failures found; no spend is linked, so what they cost is not known"


def test_nothing_found_is_said():
    rows = [*totals(None, ("A", None), severity=0, findings=0), cell("A", None, 0)]
    assert exposed_money.chart(listing(*rows), Viewport()).finding == "No failure mode was found in 1 unit"


def test_many_units_are_the_dearest_and_the_others_together():
    units = [(f"U{number:02}", 1000.0 * (40 - number)) for number in range(12)]
    rows = [*totals(1e6, *units), *(cell(unit, amount) for unit, amount in units)]
    drawn = exposed_money.chart(listing(*rows), Viewport())
    assert len(drawn.figure.layout.xaxis.ticktext) == MOST + 1
    assert drawn.figure.layout.xaxis.ticktext[-2] == "others"
    assert words_of_others(drawn) == f"{sum(amount for _, amount in units[MOST - 1 :]) / 1000:.0f}k"
    assert drawn.subtitle.endswith("others: 5 units")
    assert (
        len(exposed_money.chart(listing(*rows), Viewport(width="narrow")).figure.layout.xaxis.ticktext)
        == MOST_NARROW + 1
    )


def words_of_others(drawn) -> str:
    return next(note.text for note in drawn.figure.layout.annotations if note.x == MOST - 1)


def test_a_click_on_a_cell_filters_to_its_unit_and_the_others_together_are_no_unit():
    units = [(f"U{number:02}", 1000.0 * (40 - number)) for number in range(12)]
    rows = [*totals(1e6, *units), *(cell(unit, amount) for unit, amount in units)]
    (cells,) = exposed_money.chart(listing(*rows), Viewport()).figure.data
    assert cells.customdata[0] == "business_unit=U00"
    assert cells.customdata[-1] == ""
    assert cells.hoverinfo != "skip"


def test_the_dearest_cell_is_red_and_a_cell_without_money_is_paper():
    rows = [*totals(3e6, ("HR", 1e6), ("Law", 2e6)), cell("HR", None, 0), cell("Law", 2e6)]
    (cells,) = exposed_money.chart(listing(*rows), Viewport()).figure.data
    assert list(cells.marker.color) == ["rgb(179, 38, 30)", "rgba(0,0,0,0)"]


def test_a_units_name_is_drawn_as_text():
    rows = [*totals(1e6, ("<b>HR</b>", 1e6)), cell("<b>HR</b>", 1e6)]
    drawn = exposed_money.chart(listing(*rows), Viewport())
    assert drawn.figure.layout.xaxis.ticktext[0] == "&lt;b&gt;HR&lt;/b&gt;"


def test_where_nothing_can_be_judged_nothing_is_drawn():
    drawn = exposed_money.chart(listing((None, None, None, 0, 0, None, None)), Viewport())
    assert drawn.figure is None
    assert drawn.finding == "No failure mode can be judged yet"
