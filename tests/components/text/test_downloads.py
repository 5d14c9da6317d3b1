"""What is taken away as a file holds no formula that somebody typed into a cell."""

import csv
import datetime as dt
import io

import pandas as pd
import pytest

from components.text import downloads


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+cmd", "@sum(a1)", "\t=1", "\r=1", " =1", "＝1"])
def test_text_that_a_spreadsheet_would_run_is_quoted(text):
    found = cells(downloads.table(pd.DataFrame({"name": [text]})))
    assert found[1][0].startswith("'")


def test_numbers_dates_and_plain_text_stay_as_they_are():
    frame = pd.DataFrame({"name": ["Claims"], "amount": [-3.5], "day": [dt.date(2026, 1, 2)], "none": [None]})
    assert cells(downloads.table(frame)) == [["name", "amount", "day", "none"], ["Claims", "-3.5", "2026-01-02", ""]]


def test_a_whole_number_stays_whole():
    assert cells(downloads.table(pd.DataFrame({"amount": [482001.0, 0.5]})))[1:] == [["482001"], ["0.5"]]


def test_a_heading_is_defused_too():
    assert cells(downloads.table(pd.DataFrame({"=1+1": [1]})))[0] == ["'=1+1"]


def test_the_name_of_a_download_changes_with_its_content():
    assert downloads.file_name("Spend by unit", b"a") != downloads.file_name("Spend by unit", b"b")
    assert downloads.file_name("Spend by unit", b"a").startswith("spend-by-unit-")


def test_a_file_s_own_name_breaks_no_header():
    name = 'q3"; filename="x.html\r\nSet-Cookie: a=1\u202exslx.csv'
    assert downloads.name_for_header(name) == "q3__ filename=_x.html__Set-Cookie: a=1_xslx.csv"
    assert downloads.name_for_header("März 2026 (final).xlsx") == "März 2026 (final).xlsx"
