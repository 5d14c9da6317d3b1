"""cli.py link: links made, listed and taken back from a script."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner, Result

from cli import cli
from components.commands.store_access import SAMPLE
from data.store import open_store
from data.store.links import Links
from tests.conftest import upload

ROW = {"business_unit": "HR", "period": "2026-Q1", "category": "licences", "amount": 2_000_000.0}


@pytest.fixture
def store(tmp_path) -> str:
    path = str(tmp_path / "store.duckdb")
    made = open_store(path)
    made.add(upload(spend=[ROW, ROW | {"business_unit": "Legal"}]))
    made.close()
    return path


def link(store: str, *words: str, **more) -> Result:
    return CliRunner().invoke(cli, ["link", *words, "--store", store], **more)


def listed(store: str) -> list[dict]:
    return json.loads(link(store, "list", "--format", "json").stdout)["links"]


def test_a_link_is_made_locked_to_what_is_asked_for_and_its_address_printed(store: str):
    done = link(
        store, "make", "--page", "spend", "--units", "HR", "--days", "7", env={"GAPBOARD_URL": "https://b.example/"}
    )
    assert done.exit_code == 0, done.output
    address = done.stdout.strip()
    assert address.startswith("https://b.example/s/")
    (made,) = listed(store)
    assert (made["pages"], made["units"], made["standing"], made["is_pinned"]) == ("spend", "HR", "open", False)
    opened = open_store(store)
    found = Links(opened).find(address.rsplit("/", 1)[-1])
    opened.close()
    assert found is not None
    assert (found.first_day, found.last_day) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert found.expires_at - found.created_at == dt.timedelta(days=7)


def test_a_pinned_link_with_a_password_keeps_what_it_shows(store: str):
    done = link(store, "make", "--page", "spend", "--pinned", "--password", input="horse battery\nhorse battery\n")
    assert done.exit_code == 0, done.output
    token = done.stdout.strip().rsplit("/s/", 1)[-1]
    opened = open_store(store)
    links = Links(opened)
    found = links.find(token)
    assert found is not None
    assert (found.as_of, found.has_password) == (1, True)
    assert links.unlocked(token, "horse battery")
    assert all(links.pinned(found.id, light, width) for light in ("light", "dark") for width in ("wide", "narrow"))
    opened.close()


def test_a_link_is_taken_back_once(store: str):
    link(store, "make", "--page", "spend")
    (made,) = listed(store)
    assert link(store, "revoke", made["link"]).exit_code == 0
    assert listed(store)[0]["standing"] == "revoked"
    assert link(store, "revoke", made["link"]).exit_code == 2
    assert link(store, "revoke", "no-such-link").exit_code == 2


def test_where_nothing_stands_nothing_is_shared(all_withdrawn):
    done = link(all_withdrawn, "make", "--page", "board")
    assert (done.exit_code, done.stdout) == (3, "")


def test_before_the_first_upload_a_link_shows_the_sample_and_is_kept_as_one(tmp_path):
    empty = str(tmp_path / "empty.duckdb")
    done = link(empty, "make", "--page", "board", "--units", "Claims")
    assert (done.exit_code, done.stderr) == (0, f"{SAMPLE}\n")
    opened = open_store(empty)
    found = Links(opened).find(done.stdout.strip().rsplit("/", 1)[-1])
    assert found is not None
    assert (found.is_sample, found.units, found.first_day.year) == (True, ("Claims",), 2023)
    assert opened.latest == 0
    opened.close()


def test_a_page_to_work_on_cannot_be_shared(store: str):
    assert link(store, "make", "--page", "upload").exit_code == 2
