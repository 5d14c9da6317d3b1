"""Upload: a file is dropped, shown, corrected and accepted; nothing is stored before that."""

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from components import stores
from tests.pages.conftest import OpenPage, Stored

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPEND = ("period", "business_unit", "category", "amount")
ROW = ("2026-Q1", "Claims", "licences", 10)


def workbook(**sheets) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def drop(app: AppTest, content: bytes, name: str = "q1.xlsx") -> AppTest:
    app.get("file_uploader")[0].upload(name, content, XLSX).run()
    assert not app.exception, app.exception[0].message
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception[0].message
    return app


def shown(app: AppTest) -> str:
    """All that stands in tables, and in the sentences beside them."""
    cells = [str(cell) for table in app.dataframe for cell in table.value.to_numpy().ravel()]
    texts = [text.value.replace("\\", "").replace("\u00a0", " ") for text in [*app.markdown, *app.caption]]
    return " ".join([*cells, *texts])


@pytest.fixture
def upload(open_page: OpenPage, stored: Stored) -> AppTest:
    """The page on a store to which nothing was uploaded."""
    return open_page("upload", store=stored())


def test_nothing_is_stored_before_it_is_accepted_and_then_it_replaces_the_sample(open_page: OpenPage, tmp_path: Path):
    app = drop(open_page("upload", store=tmp_path / "own.duckdb"), workbook(Spend=[SPEND, ROW]))
    assert app.title[0].value.startswith("Ready to be stored")
    assert "1 row of spend" in app.title[0].value
    assert "1 row added" in shown(app)
    assert ("Spend", "10") in {(metric.label, metric.value) for metric in app.metric}
    assert stores.company_store().latest == 0
    press(app, "accept")
    assert "Stored as version 1" in app.title[0].value
    assert "replaced the sample" in app.title[0].value
    assert "Sample data" not in shown(app)
    assert stores.company_store().latest == 1


@pytest.mark.parametrize(("when", "kind"), [("Period", "primary"), ("Wann", "secondary")])
def test_what_is_only_guessed_has_no_main_button(upload, when, kind):
    """A column found by the looks of its cells alone is below the confidence from which anything is confirmed unseen."""
    app = drop(upload, workbook(Spend=[(when, *SPEND[1:]), ROW]))
    assert app.button(key="accept").proto.type == kind
    assert ("How Spend is read is a guess" in shown(app)) == (kind == "secondary")


def test_problems_are_listed_with_their_cells_and_nothing_can_be_stored_whole(upload):
    app = drop(upload, workbook(Spend=[SPEND, ROW, (*ROW[:3], "ten")]))
    assert "1 error" in app.title[0].value
    assert "Spend!D3" in shown(app)
    assert "accept" not in {button.key for button in app.button}
    assert "1 row" in press(app, "accept-valid").title[0].value


def test_a_sheet_is_left_out_when_the_person_says_so_and_a_file_let_go_leaves_no_trace(upload):
    app = drop(upload, workbook(Lunch=[SPEND, ROW, ROW]))
    dataset = next(box for box in app.selectbox if "is read as" in box.label)
    dataset.select("Leave this sheet out").run()
    assert not app.exception
    assert "No sheet was recognised" in app.title[0].value
    press(app, "cancel")
    assert "Drop a workbook" in app.title[0].value
    assert stores.company_store().latest == 0


def test_a_question_is_answered_in_the_page(upload):
    app = drop(upload, workbook(Spend=[SPEND[1:], ROW[1:]]))
    assert "1 question to answer" in app.title[0].value
    app.text_input[0].input("2026-Q1").run()
    assert not app.exception
    assert "1 row of spend" in app.title[0].value


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(upload):
    app = drop(upload, b"period,amount\n2026-Q1,10\n")
    assert "could not be read" in app.title[0].value
    assert "rename" in app.error[0].value.lower()


def test_names_from_a_sheet_are_never_markdown(upload):
    name = "[x](https://example.com)"
    app = drop(upload, workbook(Spend=[(*SPEND, name), (*ROW, "y")]))
    assert not any(name in text.value for text in [*app.markdown, *app.caption])


def test_the_federal_inventory_is_shown_confirmed_and_stored(upload, real_files):
    path = next((real_files / "inventories").glob("2025_individually*"))
    app = drop(upload, path.read_bytes(), path.name)
    counted, no_id = {
        "made": ("80 rows of pilots and 24 rows of deployments", "No id in 6 rows"),
        "real": ("3,611 rows of pilots and 1,040 rows of deployments", "No id in 704 rows"),
    }[real_files.name]
    assert counted in app.title[0].value.replace("\u00a0", " ")
    assert "Stage of Development" in shown(app)
    assert no_id in shown(app)
    assert "version 1" in press(app, "accept").title[0].value


def test_a_locked_quarter_changes_only_with_a_reason(stored, open_page):
    path = stored(spend=[{"period": "2026-Q1", "business_unit": "Claims", "category": "licences", "amount": 9.0}])
    app = open_page("upload", store=path)
    store = stores.company_store()
    quarter = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
    store.lock(*quarter, [], 1, "code", "Ada", "seen by the board", dt.datetime(2026, 5, 1))
    press(drop(app, workbook(Spend=[SPEND, ROW])), "accept")
    assert "Say first why Q1 2026 changes" in app.error[0].value.replace("\\", "")
    assert store.latest == 2
    reason = next(box for box in app.text_input if "Why does" in box.label)
    reason.input("An invoice came late")
    assert "Stored as version 3" in press(app, "accept").title[0].value
    assert store.versions()[0].note == "An invoice came late"


def test_an_import_profile_is_kept_listed_renamed_and_forgotten(upload):
    header = ("Monat", "Unit", "Type of spend", "Total cost")
    app = press(drop(upload, workbook(Kosten=[header, ("03/2026", "HR", "Licences", 9)]), "Finance.xlsx"), "accept")
    app.session_state["profiles"] = True
    app.run()
    assert "Finance" in shown(app)
    next(box for box in app.text_input if box.label == "Its name").input("Spend of finance")
    press(app, "profiles.rename")
    assert '"Finance" is now called "Spend of finance"' in shown(app)
    press(app, "profiles.forget")
    assert stores.company_store().profiles() == {}
