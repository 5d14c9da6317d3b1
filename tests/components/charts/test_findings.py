"""What detectors find most often: of all that can be judged, and with what cannot be said."""

import datetime as dt

import pandas as pd

from components.charts import findings
from components.theme import Viewport
from queries import DETECTORS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31))


def drawn(*rows):
    frame = pd.DataFrame(rows, columns=["title", "severity"]).astype({"severity": "Int64"})
    return findings.chart(Listing(next(iter(DETECTORS.values())), SCOPE, frame), Viewport())


def test_what_is_found_stands_beside_what_can_be_judged_and_what_cannot():
    found = drawn(
        ("No owner", 2), ("No owner", 3), ("No owner", 0), ("No owner", None), ("No sponsor", 2), ("No sponsor", 1)
    )
    assert found.finding == "No owner: 2 of 3, 1 cannot be judged"
    assert "No owner 2 of 3, 1 cannot be judged" in found.alt
    assert "No sponsor 1 of 2" in found.alt
    assert found.n == "n = 3 findings"


def test_nothing_found_and_nothing_known_are_two_things():
    assert drawn(("No owner", 0), ("No owner", 1)).finding == "Nothing was found wrong in 2 checks"
    assert drawn(("No owner", None)).finding == "Nothing can be judged yet"
    assert drawn().figure is None
