"""Which rows differ between two versions, and what of people is never told of them."""

import datetime as dt

from components.charts.restatement import METHOD
from components.history import row_diff, text
from components.history.context import Ledger
from components.history.restatements import Chosen, unexplained
from data.store import Store, Version
from queries import METRICS
from queries.published import code
from tests.conftest import upload


def used(unit: str, people: int, active: int, period: str = "2026-Q1") -> dict:
    return {"period": period, "business_unit": unit, "tool": "Chat", "headcount": people, "active_users": active}


def spent(amount: float, period: str, unit: str = "HR") -> dict:
    return {"period": period, "business_unit": unit, "category": "licences", "amount": amount}


def test_rows_of_a_later_quarter_and_of_other_units_are_left_out(store: Store, book):
    store.add(upload(spend=[spent(1, "2026-Q1"), spent(2, "2026-Q1", "Legal")]))
    store.add(upload(spend=[spent(3, "2026-Q1"), spent(4, "2026-Q1", "Legal"), spent(5, "2026-Q2")]))
    before, after = book(as_of=1), book(as_of=2)
    every = row_diff.changed_rows(store, before, after)
    assert [(row.business_unit, row.kind) for row in every] == [("HR", "corrected"), ("Legal", "corrected")]
    of_hr = row_diff.changed_rows(store, before, after, frozenset({"HR"}))
    assert [row.business_unit for row in of_hr] == ["HR"]


def test_counts_beside_a_small_group_are_hidden_and_those_of_other_quarters_are_told(store: Store, book):
    large = [used("HR", 300, 200, period) for period in ("2025-Q4", "2026-Q1")]
    store.add(upload(adoption=[*large, used("Audit", 3, 2)]))
    more = [used("HR", 300, 210, period) for period in ("2025-Q4", "2026-Q1")]
    store.add(upload(adoption=[*more, used("Audit", 3, 1)]))
    before, after = book(as_of=1), book(as_of=2)
    frame = row_diff.redacted(row_diff.changed_rows(store, before, after), store, before, after)
    cells = {(row["Unit"], row["Period"]): row["After"] for row in frame.to_dict("records")}
    assert cells == {
        ("HR", "Q4 2025"): "210",
        ("HR", "Q1 2026"): text.HIDDEN,
        ("Audit", "Q1 2026"): text.HIDDEN,
    }


def test_what_was_few_then_stays_untold_when_it_is_many_now(store: Store, book):
    store.add(upload(adoption=[used("HR", 300, 200), used("Audit", 3, 2)]))
    store.add(upload(adoption=[used("HR", 300, 200), used("Audit", 30, 20)]))
    before, after = book(as_of=1), book(as_of=2)
    frame = row_diff.redacted(row_diff.changed_rows(store, before, after), store, before, after)
    assert set(frame["Before"]) == set(frame["After"]) == {text.HIDDEN}


def test_a_figure_reads_the_sheets_its_sql_reads():
    assert "spend" in row_diff.read_by(METRICS["spend"])
    assert not {"survey", "training"} & row_diff.read_by(METRICS["spend"])


def test_what_stands_for_a_person_is_never_told(store: Store, book):
    store.add(upload(spend=[spent(1, "2026-Q1")]))
    store.add(upload(units=[{"name": "the key of a name", "business_unit": "HR"}]))
    (row,) = row_diff.changed_rows(store, book(as_of=1), book(as_of=2))
    assert (row.dataset, row.changes["business_unit"]) == ("units", (None, "HR"))
    assert "the key of a name" not in str((row.key, row.changes))


def test_what_no_step_explains_is_a_purge_where_there_was_one_and_else_another_method(store: Store, book):
    store.add(upload(spend=[spent(1, "2026-Q1")]))
    book = book(as_of=1)
    purge = Version(
        version=5,
        kind="purge",
        created_at=dt.datetime(2026, 5, 1),
        author="",
        note="",
        file_name="",
        sha256="",
        feed="",
        withdraws=None,
        is_withdrawn=False,
        counts={},
        purges=(2,),
    )

    def says(versions: tuple[Version, ...], computed_by: str) -> str:
        chosen = Chosen(METRICS["spend"], book, book, "", published_value=1.0, code=computed_by)
        return unexplained(Ledger(None, store, versions, (), is_own=True), chosen)  # type: ignore[arg-type]

    assert says((), code()) == METHOD
    assert says((purge,), code()) == "rows purged by version 5"
    assert says((purge,), "0.0.1+of old") == "purged by version 5, or another method"
