"""A note stands beneath the headline of its page and quarter, as plain text, and in what is taken along."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from components.auth.authorization import Person
from components.exports.document import document
from components.history import notes
from components.navigation import SHAREABLE
from components.page.blocks import Comment
from components.page.visit import Visit
from components.stores import Opened
from components.theme import Viewport
from data.store import Store
from data.store.notes import Comments
from queries import Warehouse, resolve
from tests.conftest import Rows, days
from tests.pages.conftest import Standing

AT = dt.datetime(2026, 11, 14, 9, 30)
Q1, Q2 = days("2026-Q1"), days("2026-Q2")
SPEND: Rows = [
    {"period": period, "business_unit": unit, "category": "licences", "amount": 10.0}
    for period in ("2026-Q1", "2026-Q2")
    for unit in ("HR", "Legal")
]
STANDING = {"spend": SPEND}


@pytest.fixture
def comments(standing: Standing) -> Comments:
    return Comments(standing.store)


@pytest.fixture
def comments_of_own(store: Store) -> Iterator[Comments]:
    """Notes in a store that the test may change."""
    store.connection.execute("delete from store.comments")
    yield Comments(store)
    store.connection.execute("delete from store.comments")


def visit(store: Store, warehouse: Warehouse, role: str = "viewer", **scope) -> Visit:
    opened = Opened(store, warehouse, False, store.latest).as_used_by(lambda: role)
    book = opened.book(resolve(store.connection, **scope))
    return Visit(opened, book, Viewport("light", "wide"), "board", person=Person("Eve", role))


def shown(app: AppTest) -> list[str]:
    return [element.value for element in (*app.markdown, *app.caption)]


def test_a_note_stands_on_its_page_in_its_quarter_with_who_wrote_it_and_when(comments, standing, open_page):
    comments.write("board", *Q2, "Two lines.\n\nThe second.", "Ada Lovelace", AT)
    now = shown(open_page("board", store=standing.path))
    assert now.index("Two lines.") + 1 == now.index("The second.")
    assert "Ada Lovelace, 14\u00a0November 2026" in now
    assert "Two lines." not in shown(open_page("board", store=standing.path, query={"until": "2026-Q1"}))
    assert "Two lines." not in shown(open_page("spend", store=standing.path))


def test_a_note_is_no_mark_up(comments, standing, open_page):
    comments.write("board", *Q2, "# <b>x</b> [y](https://evil.example) $z$ :red[w]", "*Eve*", AT)
    (line,) = [text for text in shown(open_page("board", store=standing.path)) if "evil" in text]
    assert not any(sign in line.replace(f"\\{sign}", "") for sign in "#<[]$:")
    assert "https://" not in line


def test_earlier_notes_stay_readable_beneath_the_one_that_counts(comments, standing, open_page):
    for text in ("The first", "The second", "The third"):
        comments.write("board", *Q2, text, "Ada", AT)
    app = open_page("board", store=standing.path)
    assert [expander.label for expander in app.expander if "History" in expander.label] == ["History of the note"]
    texts = [text for text in shown(app) if text.startswith("The ")]
    assert texts[:3] == ["The third", "The second", "The first"]


def test_a_note_that_was_withdrawn_stands_no_more(comments, standing, open_page):
    comments.write("board", *Q2, "Wrong", "Ada", AT)
    comments.withdraw("board", *Q2, "Ada", AT)
    assert "Wrong" not in shown(open_page("board", store=standing.path))


def test_an_editor_is_offered_a_note_on_own_and_newest_figures_only(comments_of_own, stored, open_page):
    path = stored(spend=SPEND)
    assert "commentary" in [button.key for button in open_page("board", store=path).button]
    assert "commentary" not in [button.key for button in open_page("history", store=path).button]
    assert "commentary" not in [button.key for button in open_page("registry").button]
    comments_of_own.store.change_settings({"materiality": "0.1"}, "Ada", "", AT)
    earlier = open_page("board", store=path, query={"version": "v1"})
    assert "commentary" not in [button.key for button in earlier.button]


@pytest.mark.parametrize("page", SHAREABLE)
def test_every_page_that_is_taken_along_can_have_a_note(comments, standing, page):
    comments.write(page, *Q2, "Said", "Ada", AT)
    assert notes.comments_of(visit(standing.store, standing.warehouse), page) == (
        Comment(page, "2026-Q2", "Said", "Ada", AT),
    )


def test_a_version_shows_the_note_of_then(comments_of_own, store, stored, warehouse):
    stored(spend=SPEND)
    comments_of_own.write("board", *Q2, "Then", "Ada", AT)
    store.change_settings({"materiality": "0.1"}, "Ada", "", AT)
    comments_of_own.write("board", *Q2, "Now", "Ada", AT)
    assert [comment.text for comment in notes.comments_of(visit(store, warehouse, as_of=1), "board")] == ["Then"]
    assert [comment.text for comment in notes.comments_of(visit(store, warehouse), "board")] == ["Now"]


def test_a_links_visitor_reads_the_note_of_all_units_unless_the_link_holds_some_only(comments, standing):
    comments.write("board", *Q2, "HR spent twice what Legal did", "Ada", AT)
    assert notes.comments_of(visit(standing.store, standing.warehouse, "link"), "board")
    assert notes.comments_of(visit(standing.store, standing.warehouse, "link", allowed_units=["HR"]), "board") == ()
    assert notes.comments_of(visit(standing.store, standing.warehouse, "link", allowed_units=[]), "board") == ()


def test_a_document_holds_the_notes_of_its_pages(comments, standing):
    comments.write("spend", *Q2, "Dear", "Ada", AT)
    visitor = visit(standing.store, standing.warehouse)
    written = document(visitor, ["spend", "methods"], AT.date(), lambda *_: None, notes.comments_of)
    assert [[comment.text for comment in page.comments] for page in written.pages] == [["Dear"], []]
    assert (
        document(
            replace(visitor, book=visitor.book.at(resolve(standing.store.connection, until="2026-Q1"))),
            ["spend"],
            AT.date(),
            lambda *_: None,
            notes.comments_of,
        )
        .pages[0]
        .comments
        == ()
    )
