"""A note belongs to a page and a quarter: the last word counts, earlier ones stay, and a lock keeps it as it was."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest

from data.store import Store, open_store
from data.store.notes import MOST_LETTERS, Comments, NoteIsLocked, as_plain_text
from data.store.permissions import guarded
from data.store.roles import NotAllowed
from tests.conftest import days, upload

AT = dt.datetime(2026, 11, 1, 12, 0)
Q3, Q2 = days("2026-Q3"), days("2026-Q2")


@pytest.fixture
def comments(store: Store) -> Iterator[Comments]:
    store.connection.execute("delete from store.comments")
    store.add(upload(spend=[{"business_unit": "A", "period": "2026-Q3", "category": "data", "amount": 1.0}]))
    yield Comments(store)
    store.connection.execute("delete from store.comments")


def texts(comments: Comments, span=Q3, page: str = "board", as_of: int = 99) -> list[str]:
    return [comment.text for comment in comments.written(page, *span, as_of)]


def test_the_last_note_counts_and_earlier_ones_stay_with_who_and_when(comments):
    comments.write("board", *Q3, "Two pilots went live.", "Ada", AT)
    comments.write("board", *Q3, "Three pilots went live.", "Grace", AT + dt.timedelta(minutes=1))
    last, first = comments.written("board", *Q3, 1)
    assert (last.text, last.author, last.written_at) == ("Three pilots went live.", "Grace", AT.replace(minute=1))
    assert (first.text, first.author, first.version) == ("Two pilots went live.", "Ada", 1)


def test_a_note_is_of_one_page_and_one_quarter(comments):
    comments.write("board", *Q3, "Of the board, third quarter", "Ada", AT)
    assert texts(comments, Q2) == texts(comments, page="funnel") == []


def test_a_version_knows_the_notes_that_were_written_until_then(comments, store):
    comments.write("board", *Q3, "before", "Ada", AT)
    store.add(upload(spend=[{"business_unit": "B", "period": "2026-Q3", "category": "data", "amount": 1.0}]))
    comments.write("board", *Q3, "after", "Ada", AT)
    assert texts(comments, as_of=1) == ["before"]
    assert texts(comments, as_of=2) == ["after", "before"]


def test_a_note_that_was_withdrawn_stays_in_its_history(comments):
    comments.write("board", *Q3, "Wrong", "Ada", AT)
    comments.withdraw("board", *Q3, "Grace", AT)
    assert texts(comments) == ["", "Wrong"]
    with pytest.raises(LookupError, match="no note to withdraw"):
        comments.withdraw("board", *Q3, "Grace", AT)


def test_the_same_text_again_is_no_entry(comments):
    comments.write("board", *Q3, "Said once", "Ada", AT)
    comments.write("board", *Q3, "  Said once\n", "Ada", AT)
    assert texts(comments) == ["Said once"]


def test_a_note_of_the_most_letters_is_kept_and_one_more_is_not(comments):
    comments.write("board", *Q3, "x" * MOST_LETTERS, "Ada", AT)
    with pytest.raises(ValueError, match="1,001 letters; 1,000 is the most"):
        comments.write("board", *Q3, "x" * (MOST_LETTERS + 1), "Ada", AT)
    assert texts(comments) == ["x" * MOST_LETTERS]


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b", "\u202e\u200d"])
def test_a_note_in_which_nothing_can_be_seen_is_none(comments, text):
    with pytest.raises(ValueError, match="blank"):
        comments.write("board", *Q3, text, "Ada", AT)
    assert texts(comments) == []


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("one  two\r\n\r\n\r\n\r\nthree ", "one two\n\nthree"),
        ("ends \u202eeht", "ends eht"),
        ("a\x00b\ud800c", "abc"),
        ("<b>bold</b> [x](javascript:1)", "<b>bold</b> [x](javascript:1)"),
        (
            "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
    ],
)
def test_a_note_is_kept_as_plain_text(written, stored):
    assert as_plain_text(written) == stored
    assert as_plain_text(stored) == stored


def test_a_locked_quarters_note_stays_as_it_was_until_the_quarter_is_unlocked(comments, store):
    comments.write("board", *Q3, "As shown to the board", "Ada", AT)
    store.lock(*Q3, [], 1, "code", "Ada", "shown", AT)
    with pytest.raises(NoteIsLocked, match="Unlock it"):
        comments.write("board", *Q3, "As we wish it had been", "Ada", AT)
    with pytest.raises(NoteIsLocked):
        comments.withdraw("board", *Q3, "Ada", AT)
    comments.write("board", *Q2, "The quarter before is open", "Ada", AT)
    assert texts(comments) == ["As shown to the board"]
    store.unlock(*Q3, "Ada", "corrected", AT)
    comments.write("board", *Q3, "Corrected", "Ada", AT)
    assert texts(comments)[0] == "Corrected"


def test_a_lock_that_holds_one_day_of_a_quarter_holds_its_note(comments, store):
    store.lock(Q3[1], Q3[1], [], 1, "code", "Ada", "shown", AT)
    assert comments.is_locked(*Q3)
    assert not comments.is_locked(*Q2)


def test_whoever_sees_a_page_reads_its_note_and_only_an_editor_writes_one(comments, store):
    comments.write("board", *Q3, "Seen by all", "Ada", AT)
    for role in ("link", "viewer"):
        held = Comments(guarded(store, lambda role=role: role))
        assert texts(held) == ["Seen by all"]
        with pytest.raises(NotAllowed, match="editor"):
            held.write("board", *Q3, "x", "Eve", AT)
        with pytest.raises(NotAllowed, match="editor"):
            held.withdraw("board", *Q3, "Eve", AT)
    nobody = Comments(guarded(store, lambda: "anonymous"))
    with pytest.raises(NotAllowed):
        nobody.written("board", *Q3, 99)
    with pytest.raises(NotAllowed):
        nobody.is_locked(*Q3)
    Comments(guarded(store, lambda: "editor")).write("board", *Q3, "Said by an editor", "Grace", AT)
    assert texts(comments)[0] == "Said by an editor"


def test_notes_outlive_the_process_and_a_purge(tmp_path):
    path = str(tmp_path / f"{uuid.uuid4()}.duckdb")
    opened = open_store(path)
    for unit in ("A", "B"):
        opened.add(upload(spend=[{"business_unit": unit, "period": "2026-Q3", "category": "data", "amount": 1.0}]))
    Comments(opened).write("board", *Q3, "It stays", "Ada", AT)
    opened.purge(1, "Ada", "named a person", AT)
    opened.close()
    again = open_store(path)
    assert texts(Comments(again)) == ["It stays"]
    again.close()
