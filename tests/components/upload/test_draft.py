"""A file that waits: corrected, emptied, said to come from elsewhere, each time checked and compared anew."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from components.upload.diff_preview import Stay
from components.upload.draft import Draft, decides, feeds, new_draft, proposed, rolled_up
from data.ingest.upload import prepare
from data.store import Store
from tests.conftest import upload

SPEND = ("period", "business_unit", "category", "amount")
TODAY = dt.date(2026, 7, 1)
Dropped = Callable[..., Draft]


@pytest.fixture
def dropped(store: Store) -> Dropped:
    """A file as it waits after it was dropped: `dropped(header, row, row)`, or `dropped(csv="a,b")`."""

    def drop(*rows: tuple[object, ...], csv: str = "") -> Draft:
        book, written = Workbook(), io.BytesIO()
        book.active.title = "Spend"
        for row in rows:
            book.active.append(row)
        book.save(written)
        content, name = (csv.encode(), "costs.csv") if csv else (written.getvalue(), "q1.xlsx")
        return new_draft("a file", prepare(content, name, store, today=TODAY))

    return drop


def changed(draft: Draft, store: Store, **changes: object) -> Draft:
    return draft.again(store, lambda phase: None, **changes)


def test_a_bad_cell_stays_listed_once_it_is_corrected_and_its_row_counts(store: Store, dropped: Dropped):
    draft = dropped(SPEND, ("2026-Q1", "HR", "licences", "ten"), ("2026-Q1", "HR", "licences", "x"))
    assert [(cell.cell, cell.text) for cell in draft.bad.values()] == [("Spend!D2", "ten"), ("Spend!D3", "x")]
    now = changed(draft, store, corrections={"Spend!D2": "1.2k"})
    assert now.prepared.rows["spend"]["amount"].to_pylist() == [1200.0]
    assert [(cell.cell, bool(cell.says)) for cell in now.bad.values()] == [("Spend!D2", False), ("Spend!D3", True)]


def test_a_correction_that_is_wrong_in_another_way_says_so(store: Store, dropped: Dropped):
    draft = dropped(SPEND, ("2026-Q1", "HR", "licences", "ten"))
    now = changed(draft, store, corrections={"Spend!D2": "eleven"})
    assert "eleven" in now.bad["Spend!D2"].says
    assert now.bad["Spend!D2"].text == "ten"


def test_a_value_whose_meaning_is_asked_for_is_not_corrected_cell_by_cell(dropped: Dropped):
    draft = dropped(SPEND, ("2026-Q1", "HR", "qqq", "ten"), ("2026-Q1", "HR", "qqq", 5))
    assert list(draft.bad) == ["Spend!D2"]


def test_what_the_last_file_had_stays_until_it_is_ticked_and_can_be_taken_back(store: Store, dropped: Dropped):
    hr = {"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}
    store.add(upload(spend=[hr, hr | {"business_unit": "Claims"}]))
    draft = dropped(SPEND, ("2026-Q1", "HR", "licences", 10))
    claims = Stay("spend", "Claims", dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert draft.staying == (claims,)
    emptied = changed(draft, store, emptied=frozenset({claims}))
    assert emptied.staying == (claims,)
    assert sum(change.removed for change in emptied.prepared.comparison.changes) == 1
    assert (
        sum(change.removed for change in changed(emptied, store, emptied=frozenset()).prepared.comparison.changes) == 0
    )


def test_another_source_is_chosen_and_the_file_takes_its_place(store: Store, dropped: Dropped):
    row = {"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0, "vendor": "Acme"}
    store.add(upload(feed="openai_costs", spend=[row]))
    draft = dropped((*SPEND, "vendor"), ("2026-Q1", "HR", "licences", 12, "Acme"))
    assert feeds(store, draft.prepared.feed) == {
        "template": "Sheets that people fill in",
        "openai_costs": "OpenAI platform costs",
    }
    assert "two_feeds" in {reported.rule for reported in draft.prepared.problems}
    now = changed(draft, store, feed="openai_costs")
    assert "two_feeds" not in {reported.rule for reported in now.prepared.problems}
    assert [(change.added, change.changed) for change in now.prepared.comparison.changes] == [(0, 1)]


def test_a_locked_quarter_is_named_where_the_file_would_change_it(store: Store, dropped: Dropped):
    row = {"period": "2026-Q1", "business_unit": "HR", "category": "licences", "amount": 10.0}
    store.add(upload(spend=[row]))
    store.lock(dt.date(2026, 1, 1), dt.date(2026, 3, 31), [], 1, "code", "Ada", "seen", dt.datetime(2026, 5, 1))
    assert dropped(SPEND, ("2026-Q1", "HR", "licences", 11)).locked(store) == ("2026-Q1",)
    assert dropped(SPEND, ("2026-Q2", "HR", "licences", 11)).locked(store) == ()


def test_what_the_widgets_give_back_untouched_decides_nothing_anew(dropped: Dropped):
    draft = dropped(SPEND, ("2026-Q1", "HR", "licences", 11))
    untouched = proposed(draft.prepared)
    other = proposed(draft.prepared)
    other["sheets"][0]["columns"]["amount"]["letter"] = "E"
    assert decides(untouched) == decides(proposed(draft.prepared))
    assert decides(untouched) != decides(other)


def test_columns_show_three_of_their_values_and_counts_of_each(dropped: Dropped):
    draft = dropped(SPEND, *(("2026-Q1", unit, "licences", 1) for unit in ("HR", "HR", "Claims", "Retail", "Legal")))
    assert draft.table(0).columns[1] == ("B", "business_unit", "HR · Claims · Retail")
    assert draft.counts(0, "B")["HR"] == 2


def test_an_export_says_what_became_of_every_row(dropped: Dropped):
    header = "start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_name"
    rows = ["2026-03-01,x,1.5,usd,gpt,Claims", "2026-03-02,x,2.5,usd,gpt,Claims", "2026-03-03,x,,,,"]
    draft = dropped(csv="\n".join([header, *rows]))
    found = rolled_up(draft.prepared.file.source.tables[0])
    assert found.in_words().startswith(
        "Read as OpenAI platform costs: 2 of 3 rows are added up in 1 row of spend; 1 left out"
    )
    assert found.columns["amount"] == [4.0]
