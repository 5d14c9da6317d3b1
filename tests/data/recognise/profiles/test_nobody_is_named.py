"""Of every export of people: no name, address, login or id of theirs is in any stored byte."""

import datetime as dt

import pytest

from data.recognise.profiles import builtin
from data.store import open_store
from data.upload import accept, confirmed, prepare, prepare_tables
from tests.data.conftest import source

NOW = dt.datetime(2026, 11, 21, 12)
PEOPLE = [
    "m365_copilot_usage", "m365_admin_center_usage", "viva_insights", "github_copilot_seats", "github_copilot_user_metrics",
    "chatgpt_users", "cursor_team_analytics",
]  # fmt: skip


def filled(name):
    """A file of six people for a profile: its personal columns hold a secret each, the others what they can hold."""
    profile = builtin()[name]
    headers = list(dict.fromkeys([*profile.recognised_by[0], *profile.personal]))
    said = {"cadence": "Monthly", "is active": "1", "organization": "Claims", "department": "Claims"}
    rows = [[f"secret{at}-{header}@example.com".replace(" ", "") if header in profile.personal
             else said.get(header, "2026-03-02" if {"date", "day", "time", "start", "metricdate", "at"} & set(header.split()) else "5")
             for header in headers] for at in range(6)]  # fmt: skip
    return source(f"{name}.csv", Export=[list(headers), *rows])


def stored_bytes(folder):
    return b"".join(one.read_bytes() for one in folder.iterdir())


@pytest.mark.parametrize("name", PEOPLE)
def test_no_identity_of_an_export_is_in_the_store_s_file(tmp_path, name):
    store = open_store(str(tmp_path / "store.duckdb"))
    file = filled(name)
    content = "\n".join(str(value) for table in file for column in table.columns for value in column.values).encode()
    prepared = prepare_tables(file, store, today=NOW.date(), content=content, period="2026-Q1")
    accept(confirmed(prepared), store, "test", NOW, accept_valid=True)
    [version] = store.versions()
    assert version.counts["adoption"]["rolled_up"] == 6
    with pytest.raises(KeyError):
        store.original(version.sha256)
    store.close()
    held = stored_bytes(tmp_path)
    assert b"adoption" in held
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
        for table in prepared.as_read:
            identities |= {
                str(value) for column in table.columns for value in column.values if _is(column.header, personal)
            }
        accept(confirmed(prepared), store, "test", NOW)
    assert len([version for version in store.versions() if version.kind == "upload"]) == 3
    store.close()
    identities = {one.encode() for one in identities if len(one) > 4}
    assert len(identities) > 29 + 8
    held = stored_bytes(tmp_path)
    assert [one for one in identities if one in held] == []


def _is(header, personal):
    return header.casefold().replace(".", " ").replace("_", " ") in personal
