"""The few rows nobody can take as they are, and the few that are taken with a warning: all on purpose, all listed here."""

from collections.abc import Mapping

from data.reading.table import CellError
from data.workbooks.example import Row

REFUSED: dict[str, Mapping[str, tuple[Row, ...]]] = {
    "2024-Q3": {
        "spend": (
            {
                "period": "2024-Q3",
                "business_unit": "Retail",
                "category": "Consulting",
                "amount": "see mail",
                "note": "Amount to follow",
            },
        )
    },
    "2025-Q1": {
        "spend": ({"period": "Q5 2025", "business_unit": "Finance", "category": "Training", "amount": 1800.0},)
    },
    "2026-Q1": {"survey": ({"period": "2026-Q1", "business_unit": "Retail", "confidence": 6.0, "responses": 1.0},)},
    "2026-Q2": {
        "spend": ({"period": "2026-Q2", "business_unit": "HR", "category": "Run", "amount": CellError("#REF!")},)
    },
}
"""Quarter -> dataset -> rows that are stopped: words for an amount, a fifth quarter, a score of six, a formula error."""

WARNED: dict[str, Mapping[str, tuple[Row, ...]]] = {
    "2025-Q2": {
        "spend": (
            {
                "period": "2025-Q2",
                "business_unit": "Retail",
                "category": "other",
                "amount": 6400.0,
                "initiative_id": "RT-99",
                "note": "Charged to an initiative that is on no list",
            },
        )
    },
    "2025-Q4": {
        "spend": (
            {
                "period": "2025-Q4",
                "business_unit": "HR",
                "category": "coaching",
                "amount": 4200.0,
                "currency": "CHF",
                "note": "No rate for francs",
            },
        )
    },
}
"""Quarter -> dataset -> rows that are stored and pointed out: an unknown initiative, a currency without a rate."""

TOTAL_OFF_IN = "2025-Q2"
"""The quarter whose totals row in the spend sheet does not match the rows above it: its largest row was added late."""
