"""Listings as a test writes them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from queries import VIEWS, Listing, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31), settings={"reporting_currency": "USD"})


@pytest.fixture
def listed() -> Callable[..., Listing]:
    """`listed("renewals", [{...}])`: a view's rows; without rows `missing` says why."""

    def make(view: str, rows: Sequence[Mapping[str, Any]] = (), missing: tuple[str, ...] = ()) -> Listing:
        return Listing(VIEWS[view], SCOPE, pd.DataFrame(list(rows)), missing)

    return make
