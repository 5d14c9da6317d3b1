"""Every detector finds in the sample what was hidden there, and nothing else: at its end, and as it stood before."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from data.sample.quarters import QUARTERS
from data.sample.sheets import rows
from data.sample.truth import HIDDEN, UNITS
from queries import DETECTORS, Book, listing, resolve

EARLIER = ("2024-Q4", "2025-Q2", "2025-Q4", "2026-Q2")
IN_FLIGHT, LIVE = ("pilot", "proven", "approved"), ("production", "scaled")
CONTROLS = ("governance_reviewed", "audit_logged", "access_controlled")
Row = dict[str, Any]


def worst(book: Book, detector: str) -> pd.Series:
    """The worst severity by name: of units where the truth names units, else of initiatives."""
    frame = listing(book, DETECTORS[detector]).frame
    of_units = set(HIDDEN[detector].fires) <= set(UNITS)
    if not of_units:
        frame = frame[frame["subject_kind"] == "initiative"]
    return frame["severity"].astype("float").groupby(frame["business_unit" if of_units else "subject_id"]).max()


@pytest.mark.parametrize("detector", HIDDEN)
def test_a_detector_finds_what_is_hidden_in_the_sample_and_nothing_else(sample_book, detector):
    found = worst(sample_book, detector)
    assert set(found[found >= 2].index) == set(HIDDEN[detector].fires)
    assert set(found[found == 1].index) == set(HIDDEN[detector].signs)


@pytest.mark.parametrize("detector", HIDDEN)
def test_it_has_looked_where_nothing_is_hidden(sample_book, detector):
    found = worst(sample_book, detector)
    quiet = found.reindex(list(HIDDEN[detector].quiet)).dropna()
    assert (quiet == 0).all()
    of_units = set(HIDDEN[detector].fires) <= set(UNITS)
    if of_units:
        assert len(quiet) == len(HIDDEN[detector].quiet), set(HIDDEN[detector].quiet) - set(quiet.index)


def test_the_truth_names_every_detector():
    assert set(HIDDEN) == set(DETECTORS)


def before_the_start(row: Row) -> bool:
    return bool(row.get("kpi_baseline_on")) and row["kpi_baseline_on"] < row["started_on"]


RULES = {
    "use_case_trap": lambda row: row["scope_kind"] == "generic_capability" and not row.get("kpi"),
    "governance_vacuum": lambda row: (
        any(row.get(flag) is False for flag in CONTROLS) and row["stage"] in ("approved", *LIVE)
    ),
    "data_quality_gap": lambda row: "data_quality" in (row["barrier"] or ""),
    "sponsorship_gap": lambda row: row["sponsor"] is None,
    "ownership_gap": lambda row: row["owner"] is None,
    "misaligned_success": lambda row: row.get("kpi") is None or row["business_owner"] is None,
    "mlops_gap": lambda row: (
        row.get("production_path") is False or (row.get("monitoring_in_place") is False and row["stage"] in LIVE)
    ),
}
"""The rules of the detectors that read one list, told once more in Python."""


@pytest.mark.parametrize("quarter", EARLIER)
@pytest.mark.parametrize("detector", RULES)
def test_as_of_an_earlier_quarter_it_finds_what_that_quarter_s_list_says(sample_book, detector, quarter):
    book = sample_book.at(resolve(sample_book.connection, until=quarter))
    told = next(each for each in QUARTERS if each.label == quarter)
    listed = [dict(row) for row in rows(told)["pilots"]]
    wanted = {row["initiative_id"] for row in listed if row["stage"] in (*IN_FLIGHT, *LIVE) and RULES[detector](row)}
    found = worst(book, detector)
    assert set(found[found >= 2].index) == wanted


@pytest.mark.parametrize(
    ("detector", "where", "first"),
    [
        ("died_after_handoff", "RT-03", "2025-Q2"),
        ("died_after_handoff", "SC-02", "2025-Q4"),
        ("deck_nobody_implemented", "Finance", "2026-Q1"),
        ("deck_nobody_implemented", "Retail", "2026-Q2"),
    ],
)
def test_what_happens_is_found_from_the_quarter_on_in_which_it_has_happened(sample_book, detector, where, first):
    labels = [each.label for each in QUARTERS]
    for quarter in labels[labels.index(first) - 2 :]:
        book = sample_book.at(resolve(sample_book.connection, until=quarter))
        found = worst(book, detector)
        fires = where in found.index and found[where] >= 2
        assert fires == (quarter >= first), f"{where} in {quarter}: {found.get(where)}"


def test_nothing_of_a_later_day_is_told_as_of_an_earlier_quarter(sample_book):
    for quarter in EARLIER:
        book = sample_book.at(resolve(sample_book.connection, until=quarter))
        last = next(each.end for each in QUARTERS if each.label == quarter)
        for detector in DETECTORS.values():
            for evidence in listing(book, detector).frame["evidence"]:
                days = [dt.datetime.strptime(day, "%d %B %Y").date() for day in _days(evidence)]
                assert all(day <= last for day in days) or "renews" in evidence, f"{detector.id}: {evidence}"


def _days(evidence: str) -> list[str]:
    return [
        " ".join(part) for part in pd.Series([evidence]).str.findall(r"\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b").iloc[0]
    ]
