"""A row's way from the sheet to the figures, as it is told."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from components.navigation import PAGES
from components.page import lineage
from components.text import lineage as text_lineage
from queries import DETECTORS, METRICS, VIEWS, Row
from queries.downstream import Downstream, Fed, Found
from queries.lineage import Cell, Line, Trace

IN_ANOTHER_FORM = {"risk_adjusted_value", "spend"}  # a tier of value on Return; quarter by quarter on Spend
ROOT = Path(__file__).resolve().parents[3]
LINE = Line(
    "spend",
    1,
    "Claims",
    7,
    "q3.xlsx",
    "Ada",
    dt.datetime(2026, 10, 14),
    "late invoice",
    "template",
    "Spend",
    14,
    (Cell("amount", "D14", "1.2m", "", "1200000"), Cell("period", "", "", "", "2026-Q3")),
    {"Cost centre": "4711"},
)


def figure(metric: str, value: float | None) -> Fed:
    row = Row(None, None, value, None, value, None, None, None, "ok")
    return Fed(METRICS[metric], None if value is None else row)


def test_every_figure_listing_and_detector_has_a_page_that_is_there():
    assert {subject.page for subject in (*METRICS.values(), *VIEWS.values(), *DETECTORS.values())} <= set(PAGES)


@pytest.mark.parametrize(
    ("page", "modules"),
    [
        ("return", "narratives/returns"),
        ("spend", "narratives/spend"),
        ("funnel", "narratives/funnel"),
        ("registry", "narratives/registry"),
        ("maturity", "text/maturity_levels"),
        ("adoption", "text/adoption"),
        ("builders", "narratives/builders"),
        ("diagnosis", "narratives/playbook"),
    ],
)
def test_a_page_names_the_figures_it_is_said_to_answer_for(page, modules):
    charts = (ROOT / "components" / "charts").glob("*.py")
    own = [ROOT / "pages" / f"{page}.py", ROOT / "components" / f"{modules}.py", *charts]
    shown = "".join(path.read_text(encoding="utf-8") for path in own)
    metrics = [metric.id for metric in METRICS.values() if metric.page == page]
    assert {metric for metric in metrics if f'"{metric}"' not in shown} <= IN_ANOTHER_FORM


def test_the_upload_is_told_with_who_when_and_why():
    assert (
        text_lineage.origin(LINE)
        == "Version 7 · uploaded by Ada on 14 October 2026 · from sheets that people fill in · late invoice"
    )


def test_the_row_is_named_as_a_person_finds_it():
    assert text_lineage.headline(Trace(7, "Spend", 14, (LINE,))) == "Spend, row 14, of q3.xlsx"


def test_figures_are_told_page_by_page_with_their_values():
    by_page = text_lineage.figures_by_page([figure("spend", 14_200_000.0), figure("cost", 9_000_000.0)])
    assert {page: len(figures) for page, figures in by_page.items()} == {"return": 1, "spend": 1}
    assert by_page["spend"] == [f"{METRICS['spend'].title} 14.2m"]


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ([], "No figure lists it"),
        ([figure("spend", 1.0)], "It is listed behind 1 figure"),
        (
            [figure("spend", 1.0), figure("cost", None)],
            "It is listed behind 2 figures; 1 of them cannot be computed yet",
        ),
    ],
)
def test_a_figure_that_cannot_be_computed_is_counted_and_not_shown(figures, sentence):
    assert text_lineage.listing_figures(figures) == sentence


def test_in_a_terminal_every_cell_says_where_it_stood():
    found = Found("spend_without_output", "Spend without output", 2, "AskHub", "52 of 600 seats used")
    report = "\n".join(
        text_lineage.lines(Trace(7, "Spend", 14, (LINE,)), Downstream((figure("spend", 5.0),), (), (found,)))
    )
    assert 'amount: 1200000 (D14 said "1.2m")' in report
    assert "period: 2026-Q3 (no cell)" in report
    assert "Cost centre: 4711 (kept with the row)" in report
    assert "Found: Spend without output, AskHub. 52 of 600 seats used" in report


def test_a_row_that_is_not_there_is_said_in_words():
    report = text_lineage.lines(Trace(7, "Spend", 5000, ()), Downstream())
    assert report == ["Nothing is stored from Spend, row 5000, of version 7."]


def test_a_table_of_cells_leaves_away_what_no_cell_has():
    frame = lineage.table(LINE.cells)
    assert list(frame.columns) == ["Column", "Cell", "The file said", "Stored"]
    assert frame["The file said"].tolist() == ["1.2m", lineage.NOT_FROM_A_CELL]
    assert list(lineage.table([Cell("amount", "D14", "", "", "0")])["The file said"]) == [lineage.BLANK]


def test_values_that_stood_in_no_cell_are_shown_alone():
    assert list(lineage.table(LINE.cells, has_cells=False).columns) == ["Column", "Stored"]


def test_a_correction_stands_between_what_the_file_said_and_what_is_stored():
    frame = lineage.table([Cell("amount", "D14", "12x", "1.2k", "1200")])
    assert frame.iloc[0].tolist() == ["amount", "D14", "12x", "1.2k", "1200"]


def test_a_row_of_a_listing_is_found_by_version_sheet_and_row():
    frame = pd.DataFrame({"version": [7.0, None], "sheet": ["Spend", "Spend"], "source_row": [14, 15]})
    assert lineage.place_of(frame, 0) == (7, "Spend", 14)
    assert lineage.place_of(frame, 1) is None
    assert lineage.place_of(frame.drop(columns="sheet"), 0) is None
