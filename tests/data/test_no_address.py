"""No e-mail address, and no column that names people, is in the store: not in a cell, a name, or the file itself."""

import datetime as dt

import pytest

from data.ingest.upload import accept, confirmed, prepare
from data.store import open_store

NOW = dt.datetime(2026, 11, 21, 12)
SECRET = "zaphod@canary.example"
HEADER = "period,business_unit,category,amount,note"
ROW = "2026-Q1,Claims,licences,100,"


def stored(folder, content: str, name: str = "spend.csv", **how) -> tuple[bytes, tuple]:
    """Every byte that is stored of a file of text, and what was said of it."""
    store = open_store(str(folder / "store.duckdb"))
    prepared = prepare(content.encode(), name, store, today=NOW.date(), **how)
    accept(confirmed(prepared), store, "test", NOW, accept_valid=True)
    tables = store.connection.execute("select table_name from duckdb_tables() where database_name = 'store'").fetchall()
    cells = [str(store.connection.execute(f"from store.{table}").fetchall()).encode() for (table,) in tables]
    store.close()
    return b"".join([*cells, *(file.read_bytes() for file in folder.iterdir())]), prepared.problems


@pytest.mark.parametrize(
    ("content", "name", "how"),
    [
        (f"{HEADER}\n{ROW}ask {SECRET}", "spend.csv", {}),
        (f"{HEADER}\n{ROW}mailto:zaphod%40canary.example", "spend.csv", {}),
        (f"{HEADER}\n{ROW}x", f"spend of {SECRET}.csv", {}),
        (f"{HEADER}\n{ROW}x", "spend.csv", {"corrections": {"spend!E2": SECRET}}),
        (f"{HEADER}\n{ROW}x\n2026-Q1,Claims,{SECRET},5,x", "spend.csv", {}),
    ],
    ids=["in a note", "in a link", "in the file's and sheet's name", "typed in the page", "in a row left out"],
)
def test_no_byte_of_the_store_holds_an_address(tmp_path, content, name, how):
    held, problems = stored(tmp_path, content, name, **how)
    assert b"licences" in held
    assert b"zaphod" not in held
    assert "zaphod" not in "".join(problem.says for problem in problems)


@pytest.mark.parametrize("header", ["Employee name", "Display Name", "Login", "Last name", "Person ID", "user_name"])
def test_a_column_that_names_people_is_not_kept_with_the_row(tmp_path, header):
    held, problems = stored(tmp_path, f"{HEADER},{header}\n{ROW}x,Zaphod B")
    assert b"Zaphod" not in held
    assert "personal" in {problem.rule for problem in problems}


def test_a_file_without_addresses_is_kept_and_so_are_owners_by_name(tmp_path):
    held, _ = stored(tmp_path, f"{HEADER},Owner,Login count\n{ROW}sold @ 5 each,Kim,7")
    assert f"{ROW}sold @ 5 each,Kim,7".encode() in held
    assert b'"Login count": "7"' in held
