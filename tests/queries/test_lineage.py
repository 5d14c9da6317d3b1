"""From a figure's row to the cells of the workbook it came from, and from a row of a workbook to the figures it feeds."""

import datetime as dt
import io
import json
import random

import pytest
from python_calamine import CalamineWorkbook

from data.ingest.upload import accept, confirmed, prepare
from data.reading.table import Column
from data.recognition.values import Notation, understand
from data.schema import DATASETS
from data.store import Store
from queries import METRICS, VIEWS, Book, listing
from queries.downstream import downstream
from queries.lineage import MONEY, PEOPLE_COUNTED, is_among, trace
from queries.suppression import suppression
from tests.conftest import upload

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
AT = dt.datetime(2026, 4, 20)
OPENED = ("adoption", "deployments", "people", "pilots", "rates", "spend", "targets", "training")


def given(store: Store, text: str, name: str = "spend.csv", **more) -> int:
    """A file taken in as a person would who confirms what is proposed."""
    prepared = prepare(text.encode(), name, store, today=AT.date(), **more)
    return accept(confirmed(prepared), store, "Ada", AT, "first try").version


def cells(found) -> dict[str, tuple[str, str, str]]:
    (line,) = found.lines
    return {cell.column: (cell.cell, cell.as_read, cell.stored) for cell in line.cells}


# forth: from a stored row to its cells

SPEND = "Period,Business unit,Category,Amount,Cost centre\nQ1/26,Claims,Licences,1.2k,4711\n2026-Q1,HR,training,50,\n"


def test_a_value_names_its_cell_what_it_says_and_what_is_stored(store, book):
    version = given(store, SPEND)
    found = trace(book(), version, "spend", 2)
    assert cells(found) == {
        "period": ("A2", "Q1/26", "2026-Q1"),
        "business_unit": ("B2", "Claims", "Claims"),
        "category": ("C2", "Licences", "licences"),
        "amount": ("D2", "1.2k", "1200"),
    }


def test_a_period_is_called_as_its_fiscal_year_calls_it(store, book):
    store.change_settings({"fiscal_start_month": "10"}, "Ada", "our year", AT)
    version = given(store, SPEND.replace("Q1/26", "2025-10").replace("2026-Q1", "FY26 Q1"))
    assert [cells(trace(book(), version, "spend", row))["period"] for row in (2, 3)] == [
        ("A2", "2025-10", "2025-10"),
        ("A3", "FY26 Q1", "2026-Q1"),
    ]


def test_the_upload_and_the_columns_nobody_asked_for_stand_with_the_row(store, book):
    version = given(store, SPEND)
    (line,) = trace(book(), version, "spend", 2).lines
    assert (line.file_name, line.author, line.created_at, line.note) == ("spend.csv", "Ada", AT, "first try")
    assert line.extra == {"Cost centre": "4711"}


def test_what_was_answered_at_upload_stands_in_no_cell(store, book):
    version = given(store, "Business unit,Category,Amount\nClaims,licences,10\n", period="2026-Q1")
    assert cells(trace(book(), version, "spend", 2))["period"] == ("", "", "2026-Q1")


def test_a_made_id_says_that_its_cell_is_blank_and_a_word_for_nothing_stays(store, book):
    sheet = "Initiative id,Name,Business unit,Stage\n,First,Claims,pilot\nTBD,Second,Claims,pilot\n"
    version = given(store, sheet, "pilots.csv", period="2026-03-31")
    assert cells(trace(book(), version, "pilots", 2))["initiative_id"] == ("A2", "", "claims-first")
    assert cells(trace(book(), version, "pilots", 3))["initiative_id"] == ("A3", "TBD", "claims-second")


def test_a_corrected_cell_shows_what_stood_there_and_what_was_typed(store, book):
    version = given(store, SPEND.replace("1.2k", "1200x"), corrections={"spend!D2": "1.3k"})
    (line,) = trace(book(), version, "spend", 2).lines
    amount = next(cell for cell in line.cells if cell.column == "amount")
    assert (amount.cell, amount.as_read, amount.corrected, amount.stored) == ("D2", "1200x", "1.3k", "1300")


def test_an_amount_of_another_currency_is_shown_as_it_counts(store, book):
    store.add(upload(rates=[{"currency": "EUR", "period": "2026-Q1", "per_reporting_unit": 0.8}]))
    row = {"period": "2026-Q1", "business_unit": "A", "category": "data", "amount": 100.0}
    version = store.add(upload(spend=[row | {"currency": "EUR"}, row | {"currency": "JPY"}, row])).version
    counted = [
        next(cell.counted for cell in trace(book(), version, "Spend", at).lines[0].cells if cell.column == "amount")
        for at in (2, 3, 4)
    ]
    assert counted == ["125 USD at 0.8 EUR for 1 USD", "in no figure: no rate for JPY", ""]


def test_a_row_of_a_wide_sheet_is_several_rows_each_with_its_own_cell(store, book):
    sheet = "Business unit,Category,2025-Q4,2026-Q1,2026-Q2\nClaims,licences,10,20,30\nHR,training,1,2,3\n"
    version = given(store, sheet)
    found = trace(book(), version, "spend", 2)
    amounts = {cell.cell: cell.stored for line in found.lines for cell in line.cells if cell.column == "amount"}
    assert amounts == {"C2": "10", "D2": "20", "E2": "30"}


def test_a_row_rolled_up_from_many_is_found_by_each_of_them(store, book):
    row = {"period": "2026-Q1", "business_unit": "A", "category": "model_usage", "amount": 100.0}
    made = upload(feed="export", spend=[row])
    table = made.rows["spend"].append_column("extra", [[json.dumps({"rows of the file": "2-4, 9", "project": "p"})]])
    made.rows["spend"] = table
    version = store.add(made).version
    assert [len(trace(book(), version, "Spend", at).lines) for at in (1, 2, 4, 5, 9, 10)] == [0, 1, 1, 0, 1, 0]
    (line,) = trace(book(), version, "Spend", 9).lines
    assert (line.rows_behind, line.extra) == ("2-4, 9", {"project": "p"})


@pytest.mark.parametrize(("row", "is_there"), [(1, False), (2, True), (48, True), (49, False), (50, True), (51, False)])
def test_runs_of_rows(row, is_there):
    assert is_among(row, "2-48, 50") is is_there


def test_a_row_that_was_replaced_is_shown_as_it_was_uploaded_and_feeds_nothing(store, book):
    row = {"period": "2026-Q1", "business_unit": "A", "category": "data", "amount": 100.0}
    first = store.add(upload(spend=[row])).version
    store.add(upload(spend=[row | {"amount": 120.0}]))
    found = trace(book(), first, "Spend", 2)
    assert (found.is_active, cells(found)["amount"][2]) == (False, "100")
    assert downstream(book(), found).figures == ()
    assert trace(book(as_of=first), first, "Spend", 2).is_active


# what is never opened


def test_answers_of_people_are_never_opened(store, book):
    version = store.add(upload(survey=[{"period": "2026-Q1", "business_unit": "A", "skill": 4.0}])).version
    (line,) = trace(book(), version, "Survey", 2).lines
    assert line.withheld == "Answers of people are never shown one by one."
    assert (line.cells, line.extra, line.business_unit) == ((), None, "")


def test_a_row_that_is_not_opened_does_not_say_how_many_rows_of_the_file_it_was_made_of(store, book):
    made = upload(adoption=[{"period": "2026-Q1", "business_unit": "A", "tool": "x", "seats": 4, "active_users": 1}])
    beside = json.dumps({"rows of the file": "2-5", "prompts": "7"})
    made.rows["adoption"] = made.rows["adoption"].append_column("extra", [[beside]])
    version = store.add(made).version
    (line,) = trace(book(), version, "Adoption", 2).lines
    assert (line.rows_behind, line.extra, line.business_unit) == ("", None, "")


@pytest.mark.parametrize(("people", "is_open"), [(4, False), (5, True)])
def test_a_row_of_few_people_is_not_opened(store, people, is_open, book):
    rows = [{"period": "2026-Q1", "business_unit": "A", "function": "all", "headcount": people}]
    version = store.add(upload(people=rows)).version
    (line,) = trace(book(), version, "People", 2).lines
    assert (not line.withheld, bool(line.cells)) == (is_open, is_open)


def test_a_month_of_few_people_is_not_opened_where_its_quarter_ends_with_many(store, book):
    use = {"business_unit": "A", "tool": "x"}
    rows = [use | {"period": "2026-01", "headcount": 3, "active_users": 2}]
    rows += [use | {"period": month, "headcount": 100, "active_users": 60} for month in ("2026-02", "2026-03")]
    version = store.add(upload(adoption=rows)).version
    opened = [not trace(book(), version, "Adoption", at).lines[0].withheld for at in (2, 3, 4)]
    listed = listing(book(), VIEWS["adoption_rows"]).frame.set_index("source_row")
    assert opened == [not listed["is_hidden"][at] for at in (2, 3, 4)] == [False, True, True]
    assert listed.loc[2, ["headcount", "active_users"]].isna().all()
    assert suppression(book()).hides("adoption", dt.date(2026, 1, 1))


def test_a_row_beside_one_of_few_people_is_not_opened_where_it_would_give_it_away(store, book):
    use = {"period": "2026-Q1", "business_unit": "A", "seats": 90, "active_users": 60}
    rows = [use | {"tool": "x", "headcount": 100}, use | {"tool": "y", "headcount": 3, "seats": 3, "active_users": 3}]
    version = store.add(upload(adoption=[*rows, use | {"tool": "z", "headcount": 80}])).version
    shown = listing(book(), VIEWS["adoption_rows"]).frame.set_index("source_row")["is_hidden"]
    for at in (2, 3, 4):
        (line,) = trace(book(), version, "Adoption", at).lines
        assert bool(line.withheld) == shown[at]
    assert trace(book(), version, "Adoption", 3).lines[0].withheld


@pytest.mark.parametrize(("users", "told"), [(4, "fewer than 5"), (5, "5"), (0, "0")])
def test_the_few_users_of_a_live_tool_are_not_counted_out(store, users, told, book):
    tool = {"period": "2026-Q1", "business_unit": "A", "deployment_id": "d", "name": "d", "status": "live"}
    version = store.add(upload(deployments=[tool | {"active_users": users}])).version
    assert cells(trace(book(), version, "Deployments", 2))["active_users"][2] == told


def test_behind_a_lock_a_row_of_another_unit_is_not_there(store, book):
    version = given(store, SPEND)
    locked = book(allowed_units=["HR"])
    assert trace(locked, version, "spend", 2).lines == ()
    assert len(trace(locked, version, "spend", 3).lines) == 1


def test_the_filter_of_units_does_not_close_a_row(store, book):
    version = given(store, SPEND)
    assert trace(book(units=["HR"]), version, "spend", 2).lines


# back: from a row to the figures


def test_a_row_feeds_the_figures_that_list_it_with_their_values(store, book):
    version = given(store, SPEND)
    found = downstream(book(), trace(book(), version, "spend", 2))
    values = {fed.metric.id: fed.row.value for fed in found.figures if fed.row}
    assert values["spend"] == values["cost"] == 1250
    assert "live_share" not in values


def test_a_row_outside_the_quarters_shown_feeds_no_figure_of_them(store, book):
    version = given(store, SPEND + "2026-Q2,HR,training,50,\n")
    shown = book(since="2026-Q2")
    found = downstream(shown, trace(shown, version, "spend", 2))
    assert "spend" not in {fed.metric.id for fed in found.figures}


def test_what_detectors_found_stands_with_the_spend_they_expose_and_with_what_they_judged(sample_book):
    exposed = listing(sample_book, VIEWS["finding_rows"]).frame.dropna(subset=["version"]).iloc[0]
    traced = trace(sample_book, int(exposed["version"]), exposed["sheet"], int(exposed["source_row"]))
    assert exposed["detector"] in {one.detector for one in downstream(sample_book, traced).found}
    rows = listing(sample_book, VIEWS["adoption_rows"]).frame
    row = rows[(rows["tool"] == "AskHub") & (rows["period"] == "2026-Q3")].iloc[0]
    found = downstream(sample_book, trace(sample_book, int(row["version"]), row["sheet"], int(row["source_row"]))).found
    assert "spend_without_output" in {one.detector for one in found}


@pytest.mark.parametrize("view", sorted({metric.rows for metric in METRICS.values() if metric.rows}))
def test_every_row_behind_a_figure_leads_to_a_row_of_a_sheet(sample_book, view):
    """All of them name a place; those tried are stored from there."""
    rows = listing(sample_book, VIEWS[view]).frame
    assert len(rows)
    if view == "survey_rows":  # where single answers are listed, a group's place would say how many stand before it
        assert rows["source_row"].isna().all()
        return
    assert not rows[["version", "sheet", "source_row"]].isna().any(axis=None)
    for place in rows[["version", "sheet", "source_row"]].drop_duplicates().sample(3, random_state=1).itertuples():
        assert trace(sample_book, int(place.version), place.sheet, int(place.source_row)).lines


# over the sample: every value is what its cell says


def written(raw: object) -> str:
    """What a cell holds, as a person would read it."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    return raw.isoformat() if isinstance(raw, dt.date) else str(raw)


def column_of(cell: str) -> int:
    """The column of an address, counted from 0: A14 -> 0, AB14 -> 27."""
    letters = cell.rstrip("0123456789")
    return sum((ord(letter) - 64) * 26**at for at, letter in enumerate(reversed(letters))) - 1


def derived(raw: object, dataset: str, column: str) -> set[str]:
    """What may be stored of a cell, read by either order of day and month."""
    found = set()
    for order in ("dmy", "mdy"):
        one = understand(Column("A", "a", [raw]), DATASETS[dataset][column], {}, Notation(order=order))
        value, ends = one.values[0], one.ends
        if ends:
            found.add(f"{value} {ends[0]}")
        elif isinstance(value, list):
            found.add("; ".join(value))
        elif value is not None:
            found.add(written(float(value) if isinstance(value, int) and not isinstance(value, bool) else value))
    return {text.casefold() for text in found}


def checked(store: Store, shown: Book, dataset: str, rows: int) -> int:
    """Compare rows of a dataset, chosen at random, with the workbooks they came from; how many were opened."""
    columns = "period_start, period_end, " if DATASETS[dataset].replaces != "list" and dataset != "training" else ""
    found = (
        store.connection.cursor()
        .execute("set variable as_of = 999999")
        .execute(
            f"select version, sheet, source_row, {columns} sha256 from ledger.{dataset} join ledger.versions using (version)"
        )
        .fetchall()
    )
    opened = 0
    for version, sheet, row, *period, sha256 in random.Random(dataset).sample(found, min(rows, len(found))):
        grid = CalamineWorkbook.from_filelike(io.BytesIO(store.original(sha256))).get_sheet_by_name(sheet)
        values = grid.to_python(skip_empty_area=False)
        for line in trace(shown, version, sheet, row).lines:
            opened += not line.withheld
            for cell in line.cells:
                if cell.column in PEOPLE_COUNTED.get(dataset, ()) and cell.stored.startswith("fewer"):
                    continue
                assert cell.cell, f"{dataset}.{cell.column} of {version} {sheet} {row} names no cell"
                raw = values[int(cell.cell.lstrip(LETTERS)) - 1][column_of(cell.cell)]
                assert written(raw) == cell.as_read
                stored = f"{period[0]} {period[1]}" if cell.column == "period" else cell.stored.casefold()
                assert stored in derived(raw, dataset, cell.column), (cell, raw)
    return opened


@pytest.mark.parametrize("dataset", OPENED)
def test_what_is_stored_is_what_the_named_cell_of_the_workbook_says(sample_store, sample_book, dataset):
    assert checked(sample_store, sample_book, dataset, rows=4)


@pytest.mark.trust
@pytest.mark.parametrize("dataset", OPENED)
def test_the_same_of_fifty_rows_of_each_dataset(sample_store, sample_book, dataset):
    assert checked(sample_store, sample_book, dataset, rows=50)


def test_every_money_column_of_the_schema_is_shown_as_it_counts():
    money = {field.name for dataset in DATASETS.values() for field in dataset.fields if field.kind == "money"}
    assert money == MONEY


@pytest.mark.trust
def test_the_cells_of_a_real_inventory_say_what_is_said_of_them(store, real_files, book):
    """Titles, merged headers and sentences as values; a deployed use case is a row of two datasets."""
    path = real_files / "inventories" / "2025_individually_reported_AI_use_cases.xlsx"
    prepared = prepare(path.read_bytes(), path.name, store, today=AT.date(), period="2025-Q4")
    version = accept(confirmed(prepared), store, "Ada", AT, accept_valid=True).version
    shown, workbook = book(), CalamineWorkbook.from_path(str(path))
    places = shown.facts().execute("select sheet, source_row from ledger.deployments order by all").fetchall()
    compared = 0
    for sheet, row in random.Random(1).sample(places, 20):
        values = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        found = trace(shown, version, sheet, row)
        assert [line.dataset for line in found.lines] == ["deployments", "pilots"]
        for cell in (cell for line in found.lines for cell in line.cells if cell.cell):
            assert written(values[int(cell.cell.lstrip(LETTERS)) - 1][column_of(cell.cell)]) == cell.as_read
            compared += 1
    assert compared > 200
