"""A table on paper: its first rows, each cell as it is read."""

import datetime as dt
import decimal

import pandas as pd
import pytest

from components.exports.cells import cells, written
from components.text import format


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (True, "yes"),
        (False, "no"),
        (3.0, "3"),
        (0.456, "0.46"),
        (-2.5, f"{format.MINUS}2.5"),
        (dt.datetime(2026, 1, 2), "2026-01-02"),
        (dt.date(2026, 1, 2), "2026-01-02"),
        (["data", "cost"], "data and cost"),
        ("two\nlines", "two lines"),
        (decimal.Decimal("0.88"), "0.88"),
    ],
)
def test_a_cell_is_written_as_it_is_read(cell, text):
    assert written(cell) == text


def test_a_column_with_a_long_number_has_its_thousands_apart():
    assert [row[0] for row in cells(pd.DataFrame({"Cost": [9999.0, 10000.0]}), 5).rows] == ["9,999", "10,000"]
    assert [row[0] for row in cells(pd.DataFrame({"Cost": [9998.0, 9999.0]}), 5).rows] == ["9998", "9999"]


def test_numbers_are_known_even_where_some_are_missing_and_empty_columns_are_left_out():
    frame = pd.DataFrame({"users": pd.Series([3, None], dtype=object), "name": ["a", "b"], "left": [None, None]})
    formatted = cells(frame, 5)
    assert formatted.names == ("users", "name")
    assert formatted.are_numbers == (True, False)


def test_rows_that_are_not_told_are_counted():
    assert cells(pd.DataFrame({"a": [1, 2, 3]}), 3).left == 0
    assert cells(pd.DataFrame({"a": [1, 2, 3, 4]}), 3).left == 1


def test_a_long_text_shares_the_width_that_short_ones_leave():
    formatted = cells(pd.DataFrame({"short": ["x" * 16], "long": ["x" * 17]}), 5)
    assert formatted.widths == (0, 17)
