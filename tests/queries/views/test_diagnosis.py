"""All detectors together: who has what, and each row of spend once in every total."""

import pandas as pd
import pytest

from data.sample.truth import HIDDEN
from queries import DETECTORS, VIEWS, findings, listing
from queries.generated import union_of_detectors

PILOT = {
    "reporting_on": "2026-03-31",
    "business_unit": "Retail",
    "initiative_id": "R1",
    "name": "Returns",
    "stage": "pilot",
    "started_on": "2025-06-01",
}
USED = PILOT | {"initiative_id": "Z", "stage": "stopped", "owner": "O", "sponsor": "S"}
COST = {"period": "2025-Q3", "business_unit": "Retail", "category": "data", "initiative_id": "R1", "amount": 100}
OTHER = {"period": "2026-Q1", "business_unit": "Legal", "category": "data", "amount": 900}


def cells(book) -> dict[tuple[str | None, str | None, str | None], object]:
    frame = listing(book, VIEWS["diagnosis"]).frame
    return {
        tuple(None if pd.isna(value) else value for value in (row.business_unit, row.kind, row.detector)): row
        for row in frame.itertuples()
    }


def test_a_row_that_two_detectors_expose_counts_once_in_every_total(book):
    found = cells(book(pilots=[PILOT, USED], spend=[COST, OTHER]))
    assert found["Retail", "execution", "ownership_gap"].exposed == 100
    assert found["Retail", "execution", "sponsorship_gap"].exposed == 100
    for total in [("Retail", "execution", None), ("Retail", None, None), (None, "execution", None), (None, None, None)]:
        assert found[total].exposed == 100
    assert found[None, None, None].findings == 2
    assert found[None, None, None].spent == 1000


def test_a_detector_whose_column_nobody_filled_in_is_left_out(book):
    found = cells(book(pilots=[PILOT, USED | {"sponsor": None}], spend=[COST]))
    assert (None, "execution", "ownership_gap") in found
    assert (None, "execution", "sponsorship_gap") not in found


def test_the_filter_of_units_filters_the_totals(book):
    found = cells(book(pilots=[PILOT, USED], spend=[COST, OTHER], units=["Legal"]))
    assert found[None, None, None].findings == 0
    assert pd.isna(found[None, None, None].exposed)
    assert found[None, None, None].spent == 900


def test_failure_modes_expose_here_what_they_expose_on_the_board(sample_book):
    board = listing(sample_book, VIEWS["exposed_money"]).frame
    here = listing(sample_book, VIEWS["diagnosis"]).frame
    here = here[here["kind"] == "failure_mode"]

    def told(frame):
        return {
            (str(row.business_unit), str(row.detector)): (
                row.findings,
                round(row.exposed, 2) if pd.notna(row.exposed) else None,
            )
            for row in frame.itertuples()
        }

    assert told(here) == told(board)


def test_it_judges_what_the_detectors_judge_one_by_one(sample_book):
    every = listing(sample_book, VIEWS["judgements"]).frame
    one_by_one = findings(sample_book).frame
    assert every.groupby("detector").size().to_dict() == one_by_one.groupby("detector").size().to_dict()
    assert (
        every.groupby("detector")["exposed"].sum().round(2).to_dict()
        == one_by_one.groupby("detector")["exposed"].sum().round(2).to_dict()
    )


def test_the_worst_and_dearest_stand_first_and_nothing_that_is_clear(sample_book):
    frame = listing(sample_book, VIEWS["worst_findings"]).frame
    assert frame["severity"].is_monotonic_decreasing
    assert (frame["severity"] >= 1).all()
    severe = frame[frame["severity"] == 3]["exposed"]
    assert severe.is_monotonic_decreasing
    assert set(HIDDEN["ownership_gap"].fires) <= set(frame["subject_id"])


def test_a_finding_stands_with_its_rows_of_spend_and_one_without_money_stands_alone(book):
    one = book(pilots=[PILOT, PILOT | {"initiative_id": "R2", "name": "Free"}, USED | {"sponsor": None}], spend=[COST])
    frame = listing(one, VIEWS["finding_rows"]).frame
    assert frame["finding"].tolist() == ["Retail: No owner"] * 2
    assert dict(zip(frame["subject_name"], frame["amount"].fillna(0), strict=True)) == {"Returns": 100, "Free": 0}
    assert frame["source_row"].dropna().tolist() == [2]


@pytest.mark.parametrize("detector", DETECTORS)
def test_every_detector_is_judged_in_the_view_of_all(detector):
    assert f"from detectors.{detector}\n" in union_of_detectors()
    assert "from detectors.every " in VIEWS["judgements"].sql
