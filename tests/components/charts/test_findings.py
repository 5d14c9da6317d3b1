"""What detectors find most often: of all they looked at, and with what is not known said."""

import datetime as dt

import pandas as pd

from components.charts.findings import findings
from components.house import Look
from queries import DETECTORS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))


def drawn(*rows):
    frame = pd.DataFrame(rows, columns=["title", "severity"]).astype({"severity": "Int64"})
    return findings(Listing(next(iter(DETECTORS.values())), SCOPE, frame), Look())


def test_what_is_found_stands_beside_all_that_was_looked_at_known_or_not():
    found = drawn(
        ("No owner", 2), ("No owner", 3), ("No owner", 0), ("No owner", None), ("No sponsor", 2), ("No sponsor", 1)
    )
    assert found.finding == "No owner: 2 of 4 looked at"
    assert "No owner 2 of 4, 1 not known" in found.alt
    assert "No sponsor 1 of 2" in found.alt
    assert found.n == "n = 3 findings"


def test_nothing_found_and_nothing_known_are_two_things():
    assert drawn(("No owner", 0), ("No owner", 1)).finding == "Nothing was found wrong in 2 checks"
    assert drawn(("No owner", None)).finding == "Nothing can be judged yet"
    assert drawn().figure is None
