"""Template -> filled -> uploaded -> exported gives the same rows; handed in again, the export changes nothing."""

import datetime as dt
import itertools
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cli import cli
from data.ingest.upload import Prepared, accept, prepare
from data.reading.cells import is_blank, month, quarter, year
from data.schema import DATASETS, Dataset, Field
from data.store import open_store
from data.workbooks.export import stored_rows, stored_workbook
from data.workbooks.template import filled

TODAY, NOW = dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 12)
OURS = [dataset for dataset in DATASETS.values() if not dataset.names_people]
MOST_ROWS = 4
_feeds = itertools.count()

words = (
    st.text("abcdefghij zäöé0123456789=+-@'/().,&%#§中文", min_size=1, max_size=14)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: not is_blank(text) and "@" not in text[1:])
)
days = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
amounts = st.floats(-1e12, 1e12, allow_nan=False).map(lambda amount: float(f"{amount + 0.0:.15g}"))
"""With the 15 digits that a spreadsheet keeps, and without the zero below zero."""
KINDS: dict[str, SearchStrategy[Any]] = {
    "text": words,
    "date": days,
    "money": amounts,
    "number": amounts,
    "count": st.integers(0, 10**9),
    "score": st.floats(1, 5).map(lambda score: round(score, 3)),
    "yes_no": st.booleans(),
}
ALWAYS = {
    "currency": st.sampled_from(["USD", "EUR", "JPY"]),
    "basis": st.sampled_from(["actual", "budget", "forecast"]),
}
"""What is filled in where it is blank; here it never is."""


def period_labels(fiscal_start: int) -> SearchStrategy[str]:
    years = st.integers(2000, 2060)
    made = st.one_of(
        st.builds(month, years, st.integers(1, 12)),
        st.builds(lambda number, part: quarter(number, part, fiscal_start), years, st.integers(1, 4)),
        st.builds(lambda number: year(number, fiscal_start), years),
    )
    return made.map(lambda period: period.label(fiscal_start))


def values(field: Field, fiscal_start: int) -> SearchStrategy[Any]:
    if field.kind == "choice":
        some: SearchStrategy[Any] = st.sampled_from(field.choices)
    elif field.kind == "choices":
        some = st.lists(st.sampled_from(field.choices), min_size=1, max_size=3, unique=True).map("; ".join)
    elif field.kind == "period":
        some = period_labels(fiscal_start)
    else:
        some = KINDS[field.kind]
    if field.name in ALWAYS:
        return ALWAYS[field.name]
    return some if field.required or field.name == "reporting_on" else st.none() | some


def sheet(dataset: Dataset, fiscal_start: int) -> SearchStrategy[list[dict[str, Any]]]:
    """Rows of a dataset, no two with one key."""
    row = st.fixed_dictionaries({field.name: values(field, fiscal_start) for field in dataset.fields})
    key = [*dataset.key, *(name for name in ("period", "reporting_on") if name in dataset)]
    return st.lists(row, max_size=MOST_ROWS, unique_by=lambda row: tuple(row[name] for name in key))


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    fiscal_start = draw(st.sampled_from([1, 4, 10]))
    return fiscal_start, {dataset.name: draw(sheet(dataset, fiscal_start)) for dataset in OURS}


def uploaded(content: bytes, store, feed: str) -> Prepared:
    prepared = prepare(content, f"{feed}.xlsx", store, today=TODAY, feed=feed)
    assert [str(problem) for problem in prepared.errors] == []
    assert not prepared.needs_confirmation
    return prepared


def comes_back(given_rows: tuple[int, dict[str, list[dict[str, Any]]]], store) -> None:
    fiscal_start, rows = given_rows
    feed = f"round trip {next(_feeds)}"
    if store.setting("fiscal_start_month") != str(fiscal_start):
        store.change_settings({"fiscal_start_month": str(fiscal_start)}, "test", "", NOW)
    if not any(rows.values()):
        return
    first = uploaded(filled(rows, today=TODAY, fiscal_start=fiscal_start), store, feed)
    if first.already_stored is not None:
        return
    accept(first, store, "test", NOW)
    found = stored_rows(store, feed=feed)
    assert [pair for name in rows for pair in zip(rows[name], found[name], strict=True) if pair[0] != pair[1]] == []
    again = uploaded(stored_workbook(store, today=TODAY, feed=feed), store, feed)
    assert [change for change in again.comparison.changes if change.added or change.changed or change.removed] == []


@settings(max_examples=3, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(workbooks())
def test_what_is_filled_in_comes_back_as_it_was(store, given_rows) -> None:
    comes_back(given_rows, store)


@pytest.mark.trust
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(workbooks())
def test_hundreds_of_workbooks_come_back_as_they_were(store, given_rows) -> None:
    comes_back(given_rows, store)


SPEND = {"business_unit": "Claims", "category": "licences", "currency": "USD", "basis": "actual"}


def spend(store, period: str, amount: float, feed: str = "template") -> int:
    rows = {"spend": [{**SPEND, "period": period, "amount": amount}]}
    return accept(uploaded(filled(rows, today=TODAY), store, feed), store, "test", NOW).version


def test_only_the_template_s_own_rows_are_in_it_unless_another_feed_is_named(store) -> None:
    spend(store, "2026-Q1", 10)
    spend(store, "2026-Q1", 20, feed="openai_costs")
    assert [row["amount"] for row in stored_rows(store)["spend"]] == [10]
    assert [row["amount"] for row in stored_rows(store, feed="openai_costs")["spend"]] == [20]
    assert [row["amount"] for row in stored_rows(store, feed=None)["spend"]] == [10, 20]


def test_an_earlier_version_and_the_newest_period_can_be_asked_for(store) -> None:
    first = spend(store, "2026-Q1", 10)
    spend(store, "2026-Q2", 20)
    assert [row["period"] for row in stored_rows(store, as_of=first)["spend"]] == ["2026-Q1"]
    assert [row["period"] for row in stored_rows(store, newest=True)["spend"]] == ["2026-Q2"]


def test_names_of_people_are_never_in_it(store) -> None:
    assert "units" not in stored_rows(store)


def test_the_command_line_writes_the_workbook(tmp_path) -> None:
    store = open_store(str(tmp_path / "store.duckdb"))
    spend(store, "2026-Q1", 10)
    store.close()
    out = tmp_path / "next.xlsx"
    result = CliRunner().invoke(cli, ["export-rows", "--out", str(out), "--store", str(tmp_path / "store.duckdb")])
    assert (result.exit_code, result.stdout.strip()) == (0, str(out))
    assert out.read_bytes()[:2] == b"PK"
