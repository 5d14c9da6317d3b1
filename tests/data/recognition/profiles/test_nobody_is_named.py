"""Of every export of people: no name, address, login or id of theirs is in any stored byte."""

import datetime as dt

import pytest

from data.ingest.upload import accept, confirmed, prepare, prepare_tables
from data.recognition.profiles import builtin
from data.store import open_store
from tests.data.conftest import source

NOW = dt.datetime(2026, 11, 21, 12)
PEOPLE = [name for name, profile in builtin().items() if profile.personal and profile.becomes]
DAYS = {"date", "day", "days", "time", "start", "metricdate", "reportrefreshdate", "at"}


def filled(name):
    """A file of six people for a profile: its personal columns hold a secret each, the others what they can hold."""
    profile = builtin()[name]
    headers = list(dict.fromkeys([*profile.recognised_by[0], *profile.personal]))
    cells_of = {
        "cadence": "Monthly",
        "organization": "Claims",
        "product": "copilot",
        "currency": "usd",
        "amount currency": "usd",
    }
    rows = [
        [
            f"secret{at}-{header}@example.com".replace(" ", "")
            if header in profile.personal
            else cells_of.get(header, "2026-03-02" if DAYS & set(header.split()) else "5")
            for header in headers
        ]
        for at in range(6)
    ]
    assert len(headers) > len(profile.personal)
    return source(f"{name}.csv", Export=[list(headers), *rows])


def stored(store, folder):
    """All that is stored: every cell of every table as text, then the bytes of the store's file."""
    tables = store.connection.execute("select table_name from duckdb_tables() where database_name = 'store'").fetchall()
    cells = [str(store.connection.execute(f"from store.{table}").fetchall()).encode() for (table,) in tables]
    store.close()
    return b"".join([*cells, *(file.read_bytes() for file in folder.iterdir())])


@pytest.mark.parametrize("name", PEOPLE)
def test_no_identity_of_an_export_is_in_the_store_s_file(tmp_path, name):
    store = open_store(str(tmp_path / "store.duckdb"))
    file = filled(name)
    content = "\n".join(str(value) for table in file for column in table.columns for value in column.values).encode()
    prepared = prepare_tables(file, store, today=NOW.date(), content=content, period="2026-Q1")
    accept(confirmed(prepared), store, "test", NOW, accept_valid=True)
    [version] = store.versions()
    assert {count["rolled_up"] for count in version.counts.values()} == {6}
    with pytest.raises(KeyError):
        store.original(version.sha256)
    held = stored(store, tmp_path)
    assert b"Export" in held
    assert b"secret" not in held
    assert b"example.com" not in held


def test_no_person_of_the_real_files_is_in_the_store_s_file(tmp_path, real_files):
    store = open_store(str(tmp_path / "store.duckdb"))
    store.change_settings({"suppression_k": "1"}, "test", "", NOW)
    identities = set()
    for name in (
        "viva/Sample-VivaInsights-PersonQuery-Export.Csv",
        "github_copilot/enterprise_seats_response_sample.json",
        "vendor_headers/chatgpt_enterprise_user_report.csv",
    ):
        prepared = prepare((real_files / name).read_bytes(), (real_files / name).name, store, today=NOW.date())
        personal = builtin()[prepared.mapping.profile].personal
        for table in prepared.file.as_read:
            identities |= {
                str(value) for column in table.columns for value in column.values if _is(column.header, personal)
            }
        accept(confirmed(prepared), store, "test", NOW)
    assert len([version for version in store.versions() if version.kind == "upload"]) == 3
    identities = {identity.encode() for identity in identities if len(identity) > 4}
    assert len(identities) > {"made": 11 + 6, "real": 29 + 8}[real_files.name]
    held = stored(store, tmp_path)
    assert [identity for identity in identities if identity in held] == []


def _is(header, personal):
    return header.casefold().replace(".", " ").replace("_", " ") in personal
