"""The Units sheet says whose unit a person or a department belongs to; who they are is never stored."""

import datetime as dt
import unicodedata

import duckdb
import pytest

from data.ingest.upload import accept, confirmed, prepare
from data.recognition.keys import key_of
from data.recognition.recognise import recognise
from data.recognition.roll_up import MACROS
from data.store import open_store

TODAY, NOW = dt.date(2026, 11, 21), dt.datetime(2026, 11, 21, 12)
HEADER = ("name", "business_unit")


def uploaded(store, content: bytes, name: str = "units.xlsx", **how):
    prepared = prepare(content, name, store, today=TODAY, **how)
    return prepared, accept(confirmed(prepared), store, "test", NOW)


def test_a_person_is_found_again_however_the_address_is_spelled(store, workbook):
    uploaded(store, workbook(Units=[HEADER, (" Jo.Kim@Example.com ", "Claims"), ("R&D", "Product")]))
    salt, units = store.known_units()
    assert units == {key_of("jo.kim@example.com", salt): "Claims", key_of("r&d", salt): "Product"}


def test_the_sql_of_profiles_makes_the_same_key_of_every_letter_there_is():
    letters = [chr(code) for code in range(33, 0x20000) if unicodedata.category(chr(code))[0] not in "CZ"]
    names = ["".join(letters[at : at + 50]) for at in range(0, len(letters), 50)] + [
        "ΟΔΟΣ",
        "İstanbul",
        "Straße",
        " Jo ",
    ]
    connection = duckdb.connect(":memory:")
    connection.execute("create table units (name_key varchar, business_unit varchar)")
    connection.execute("set variable salt = 'pepper'")
    connection.execute(MACROS)
    made = connection.execute("select key_of(name) from unnest($1) as names(name)", [names]).fetchall()
    assert [key for (key,) in made] == [key_of(name, "pepper") for name in names]


def test_no_byte_of_the_store_names_the_person(tmp_path, workbook):
    path = tmp_path / "store.duckdb"
    store = open_store(str(path))
    rows = [("Name", "E-mail", "Unit", "Job title"), ("Jo Kim", "jo.kim@example.com", "Claims", "Actuary of the year")]
    prepared, _ = uploaded(
        store,
        workbook(People=rows),
        mapping={
            "sheets": [{"sheet": "People", "dataset": "units", "columns": {"name": "E-mail", "business_unit": "Unit"}}]
        },
    )
    assert store.known_units()[1] == {key_of("jo.kim@example.com", store.salt): "Claims"}
    with pytest.raises(KeyError):
        store.original(store.versions()[0].sha256)
    store.close()
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Claims" in held
    assert not [secret for secret in (b"jo.kim", b"example.com", b"Jo Kim", b"Actuary") if secret in held]
    assert [problem.rule for problem in prepared.problems].count("personal") >= 1


def test_a_corrected_name_is_not_kept_beside_its_key(store, workbook):
    content = workbook(Units=[HEADER, ("jo.kim@example.com", "Claims")])
    uploaded(store, content, corrections={"Units!A2": "joan.kim@example.com"})
    assert list(store.known_units()[1]) == [key_of("joan.kim@example.com", store.salt)]
    (row,) = store.connection.execute("select original, extra, letters from store.units").fetchall()
    assert "kim" not in str(row)


def test_salts_differ_from_store_to_store_and_stay_when_a_store_is_opened_again(tmp_path):
    salts = []
    for name in ("one", "one", "two"):
        store = open_store(str(tmp_path / name))
        salts.append(store.salt)
        store.close()
    assert salts[0] == salts[1] != salts[2]
    assert len(salts[0]) == 64


def test_a_new_sheet_replaces_the_list_of_its_feed_and_withdrawing_it_brings_the_old_one_back(store, workbook):
    uploaded(store, workbook(Units=[HEADER, ("ana", "Claims"), ("bo", "Retail")]))
    _, second = uploaded(store, workbook(Units=[HEADER, ("ana", "Retail")]))
    key, other = (key_of(name, store.salt) for name in ("ana", "bo"))
    assert store.known_units()[1] == {key: "Retail"}
    store.withdraw(second.version, "test", "wrong list", NOW)
    assert store.known_units()[1] == {key: "Claims", other: "Retail"}


def test_where_two_feeds_differ_the_newer_one_is_believed(store, workbook):
    uploaded(store, workbook(Units=[HEADER, ("ana", "Claims")]), feed="hr")
    uploaded(store, workbook(Units=[HEADER, ("ana", "Retail")]), feed="it")
    assert list(store.known_units()[1].values()) == ["Retail"]


def test_a_name_that_stands_twice_is_an_error_that_does_not_say_the_name(store, workbook):
    content = workbook(Units=[HEADER, ("jo@example.com", "Claims"), ("JO@example.com", "Retail")])
    (problem,) = prepare(content, "units.xlsx", store, today=TODAY).errors
    assert (problem.cell, "jo@" in problem.says.lower()) == ("Units!A3", False)


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        (("Email", "Department"), "units"),
        (("Name", "Business unit", "Stage"), "pilots"),
        (("Email", "Department", "Messages", "Last seen", "Plan", "Device"), None),
    ],
)
def test_a_list_of_people_is_taken_for_units_only_where_it_says_little_else(source, header, dataset):
    readings = recognise(
        source(Sheet1=[header, *[tuple(f"{name} {at}" for name in header) for at in range(3)]])
    ).readings
    assert [reading.dataset for reading in readings] == ([dataset] if dataset else [])


def test_a_workbook_is_kept_unless_its_list_of_people_has_a_row_read_or_not(store, workbook):
    spend = [("period", "business_unit", "category", "amount"), ("2026-Q1", "Claims", "licences", 10)]
    mapping = {"sheets": [{"sheet": "Spend", "dataset": "spend", "columns": {name: name for name in spend[0]}}]}
    empty, listed = workbook(Spend=spend, Units=[HEADER]), workbook(Spend=spend, Units=[HEADER, ("ana", "Claims")])
    uploaded(store, empty)
    assert store.original(store.versions()[0].sha256) == empty
    uploaded(store, listed, mapping=mapping)
    with pytest.raises(KeyError):
        store.original(store.versions()[0].sha256)


USERS = [("cadence", "period_start", "email", "is_active", "messages", "department")]
USERS += [("Monthly", "2026-03-01", f"p{at}@example.com", 1, 9, None) for at in range(12)]


def seats(store):
    """Seats by unit as they stand."""
    cursor = store.connection.cursor()
    cursor.execute(f"set variable as_of = {store.latest}")
    return dict(cursor.execute("select business_unit, seats from ledger.adoption order by all").fetchall())


def listed(**units):
    """Lines of a Units sheet: unit -> numbers of its people."""
    return [HEADER, *((f"p{at}@example.com", unit) for unit, people in units.items() for at in people)]


def test_an_export_handed_in_again_after_its_people_were_listed_moves_them_to_their_units(store, workbook):
    users = workbook(Users=USERS)
    uploaded(store, users)
    assert seats(store) == {"not stated": 12}
    assert uploaded(store, users)[1].already_stored
    listing, _ = uploaded(store, workbook(Units=listed(Claims=range(6))))
    assert [problem.says for problem in listing.problems if problem.rule == "exports_without_units"] == [
        'Exports stored before stand under "not stated" (version 1): this list does not reach them by itself.'
    ]
    prepared, added = uploaded(store, users)
    assert (added.already_stored, seats(store)) == (False, {"Claims": 6, "not stated": 6})
    assert "stored as version 1" in " ".join(problem.says for problem in prepared.problems)
    uploaded(store, workbook(Units=listed(Claims=range(5), Retail=range(5, 12))))
    uploaded(store, users)
    assert seats(store) == {"Claims": 5, "Retail": 7}
    assert uploaded(store, users)[1].already_stored


def test_an_export_goes_back_to_where_it_stood_when_the_list_that_moved_it_is_withdrawn(store, workbook):
    users = workbook(Users=USERS)
    uploaded(store, users)
    _, listing = uploaded(store, workbook(Units=listed(Claims=range(12))))
    uploaded(store, users)
    store.withdraw(listing.version, "test", "wrong list", NOW)
    assert seats(store) == {"Claims": 12}
    assert not uploaded(store, users)[1].already_stored
    assert seats(store) == {"not stated": 12}
    assert uploaded(store, users)[1].already_stored


def test_an_export_of_another_month_leaves_what_stands_of_the_earlier_one(store, workbook):
    uploaded(store, workbook(Users=USERS))
    uploaded(store, workbook(Units=listed(Claims=range(12))))
    april = [USERS[0], *((row[0], "2026-04-01", *row[2:]) for row in USERS[1:])]
    uploaded(store, workbook(Users=april))
    assert seats(store) == {"not stated": 12, "Claims": 12}
