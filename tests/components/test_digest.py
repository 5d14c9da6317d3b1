"""What has changed since, in the pages' own words and figures; as a message it is text and nothing else."""

import datetime as dt
import re
import uuid
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from components import paper
from components.blocks import Chart, Figures
from components.digest import Digest, digest
from components.digest_mail import address, as_html, as_text
from components.house import Look
from components.opening import Opened
from components.session import Visit
from data.store import Store
from data.store.comments import Comments
from queries import Book, resolve
from tests.conftest import days, upload

TODAY = dt.date(2026, 11, 21)
AT = dt.datetime(2026, 11, 14, 9, 30)


def visit(store: Store) -> Visit:
    opened = Opened(store, is_sample=False, latest=store.latest)
    return Visit(opened, Book(store.connection, resolve(store.connection)), Look("light", "narrow"), "board")


def since(store: Store, version: int) -> Digest:
    return digest(visit(store), resolve(store.connection, as_of=version), store, TODAY)


def spend(unit: str, period: str, amount: float) -> dict:
    return {"business_unit": unit, "period": period, "category": "licences", "amount": amount}


def listed(day: str, stage: str, name: str = "Letters", **more) -> dict:
    return {
        "business_unit": "HR", "initiative_id": name, "name": name, "stage": stage, "reporting_on": day,
        "started_on": "2025-01-10", **more,
    }  # fmt: skip


@pytest.fixture(autouse=True)
def another_store(store: Store) -> None:
    """What was cached of an earlier test is of another store."""
    store.identity = uuid.uuid4().hex


@pytest.fixture(scope="module")
def sample_digest(sample_store: Store) -> Digest:
    return since(sample_store, 11)


@pytest.fixture
def two_quarters(store: Store) -> Store:
    """A first quarter; a second one that corrects it."""
    store.add(upload(spend=[spend("HR", "2026-Q1", 100_000.0)], pilots=[listed("2026-03-31", "pilot")]))
    store.add(
        upload(
            spend=[spend("HR", "2026-Q1", 150_000.0), spend("HR", "2026-Q2", 50_000.0)],
            pilots=[listed("2026-06-30", "production", production_on="2026-05-02")],
        )
    )
    return store


def told(one: Digest, title: str) -> list[str]:
    (section,) = [each for each in one.sections if title in each.title]
    return [" ".join(part for part in (point.lead, point.says, point.more) if part) for point in section.points]


def test_headline_figures_and_lists_are_those_of_the_board_now_and_then(sample_digest: Digest, sample_store: Store):
    now = visit(sample_store)
    then = replace(now, book=now.book.at(resolve(sample_store.connection, as_of=11)))
    board, before = (paper.leaf(one, "board", "Board") for one in (now, then))
    assert (sample_digest.headline, sample_digest.headline_then) == (board.head.finding, before.head.finding)
    figures, old = (next(one.figures for one in leaf.blocks if isinstance(one, Figures)) for leaf in (board, before))
    assert [(one.label, one.now) for one in sample_digest.figures] == [(one.label, one.value) for one in figures]
    assert [(one.label, one.then) for one in sample_digest.figures] == [(one.label, one.value) for one in old]
    charts = [one for one in paper.every(board.blocks) if isinstance(one, Chart)]
    (news,) = [one for one in charts if one.drawn.finding == "What changed in Q3 2026"]
    assert next(one.points for one in sample_digest.sections if one.title == news.drawn.finding) == news.points


def test_every_figure_and_name_of_the_digest_stands_in_both_forms(sample_digest: Digest):
    html, text = as_html(sample_digest), as_text(sample_digest)
    seen = _read(html)
    for one in sample_digest.figures:
        assert f"{one.label} {one.change}" in seen.replace("\u00a0", " ")
        assert one.now in seen.replace("\u00a0", " ")
        assert f"{one.then} -> {one.now}" in " ".join(text.split())
    for section in sample_digest.sections:
        assert section.title in seen.replace("\u00a0", " ")
        for point in section.points:
            assert point.says in seen.replace("\u00a0", " ").replace("\u2060", "")
            assert point.says in " ".join(text.split()).replace("\u2060", "")


def test_a_message_holds_no_script_no_picture_no_style_sheet_and_asks_no_host(sample_digest: Digest):
    html = as_html(sample_digest)
    assert not re.search(r"<(script|img|style|link|iframe|svg|form|base)\b|url\(|@import|\son\w+=|class=", html, re.I)
    assert "http" not in html
    links = re.findall(r'href="([^"]*)"', as_html(sample_digest, "https://gap.example"))
    assert links
    assert {re.sub(r"/[a-z]*$", "", one) for one in links} == {"https://gap.example"}


def test_a_first_quarter_corrected_is_restated_by_cause_and_a_new_one_is_news(two_quarters: Store):
    one = since(two_quarters, 1)
    assert one.title == "What changed since version 1, 1 January 2026"
    assert (one.then, one.now) == ("Q1 2026, version 1", "Q2 2026, version 2")
    spent = next(figure for figure in one.figures if figure.label == "Spent so far")
    assert (spent.then, spent.now, spent.change) == ("100k", "200k", "+100 % on Q1 2026")
    (restated,) = [each for each in told(one, "restated") if each.startswith("Spend ")]
    assert restated == "Spend was restated by +50k: 100k, now 150k +50k by rows corrected"
    assert any("Letters reached production" in each for each in told(one, "What changed in Q2 2026"))
    assert [each.startswith("Version 2 Upload: test") for each in told(one, "What was done")] == [True]


def test_several_quarters_since_are_told_together(two_quarters: Store):
    two_quarters.add(upload(spend=[spend("HR", "2026-Q3", 55_000.0)], pilots=[listed("2026-09-30", "production")]))
    assert any(
        "Letters reached production" in each
        for each in told(since(two_quarters, 1), "What changed in Q2 2026 to Q3 2026")
    )
    later = told(since(two_quarters, 2), "What changed in Q3 2026")
    assert not any("Letters" in each for each in later)


def test_where_nothing_was_stored_since_it_says_so_and_nothing_is_set_against_itself(two_quarters: Store):
    one = since(two_quarters, 2)
    assert one.title == "Nothing changed since version 2, 1 January 2026"
    assert one.nothing == "No file was uploaded or withdrawn since, and no setting was changed."
    assert {figure.change for figure in one.figures} == {""}
    assert not any("restated" in each.title or each.title == "What was done" for each in one.sections)
    assert one.nothing in " ".join(as_text(one).split())
    assert one.nothing in _read(as_html(one))


def test_a_lock_is_told_and_no_figure_moved(two_quarters: Store):
    two_quarters.lock(*days("2026-Q1"), [], 2, "code", "Ada", "shown to the board", AT)
    one = since(two_quarters, 2)
    assert [figure.then for figure in one.figures] == [figure.now for figure in one.figures]
    assert told(one, "What was done") == ["Version 3 Lock by Ada on 14 November 2026; shown to the board"]
    assert any(each.title == "No headline figure of Q1 2026 to Q2 2026 was restated" for each in one.sections)
    assert not any(each.title.startswith("What changed in") for each in one.sections)


def test_of_a_quarter_known_then_only_what_is_new_is_told(two_quarters: Store):
    two_quarters.add(
        upload(
            pilots=[
                listed("2026-06-30", "production", production_on="2026-05-02"),
                listed("2026-06-30", "production", "Calls", production_on="2026-06-02"),
            ]
        )
    )
    news = told(since(two_quarters, 2), "What changed in Q2 2026")
    assert any("Calls reached production" in each for each in news)
    assert not any("Letters" in each or "Nothing reached" in each for each in news)


def test_from_the_empty_store_everything_is_told_and_nothing_compared(two_quarters: Store):
    one = since(two_quarters, 0)
    assert one.title == "What stands so far"
    assert one.then == ""
    assert {figure.then for figure in one.figures} == {""}


def test_an_empty_store_says_that_it_is(store: Store):
    one = since(store, 0)
    assert (one.title, one.headline) == ("Nothing has been stored yet", "Nothing stands in the store")
    assert "Nothing stands in the store" in _read(as_html(one))


def test_a_store_whose_last_upload_was_withdrawn_says_so(store: Store):
    store.add(upload(spend=[spend("HR", "2026-Q1", 1.0)]))
    store.withdraw(1, "Ada", "wrong file", AT)
    one = since(store, 1)
    assert one.headline == "Nothing stands in the store"
    assert told(one, "What was done") == ["Version 2 Withdrawal of version 1 by Ada on 14 November 2026; wrong file"]


def test_late_units_are_named_with_what_they_owe(store: Store):
    store.add(
        upload(spend=[spend("HR", "2026-Q2", 1.0), spend("Legal", "2026-Q2", 1.0), spend("Legal", "2026-Q3", 1.0)])
    )
    one = since(store, 1)
    assert any(
        "HR: Spend (late, 52 days) last sent for Q2 2026" in line
        for each in one.sections
        for line in told(one, each.title)
    )


def test_the_boards_note_is_told_with_who_wrote_it(two_quarters: Store):
    two_quarters.connection.execute("delete from store.comments")
    Comments(two_quarters).write("board", *days("2026-Q2"), "Decide.\nSoon.", "Ada", AT)
    one = since(two_quarters, 1)
    two_quarters.connection.execute("delete from store.comments")
    assert "Decide. Soon. Ada, 14 November 2026" in _read(as_html(one)).replace("\u00a0", " ")
    assert "(Ada, 14 November 2026)" in as_text(one)


@pytest.mark.parametrize("name", ["<img src=x onerror=a()>", "www.evil.example a@evil.co", '"><script>alert(1)'])
def test_names_from_a_sheet_are_text_in_the_message(store: Store, name: str):
    store.add(upload(pilots=[listed("2026-03-31", "pilot", name)]))
    store.add(upload(pilots=[listed("2026-06-30", "production", name, production_on="2026-05-02")]))
    one = since(store, 1)
    html, text = as_html(one, "https://gap.example"), as_text(one)
    assert "<img" not in html
    assert "<script" not in html
    for sign in ("www.evil", "evil.example", "a@evil"):
        assert sign not in html
        assert sign not in text
    assert f"{name} reached production" in _read(html).replace("\u2060", "")


@pytest.mark.parametrize("url", ["gap.example", "javascript:alert(1)", "ftp://x", "https://", "https://x/?a=1", ""])
def test_what_is_no_address_of_an_app_is_refused(url: str):
    with pytest.raises(ValueError, match="is not the address"):
        address(url)


@pytest.mark.parametrize(("url", "kept"), [("https://gap.example/", "https://gap.example"),
                                           (" http://127.0.0.1:8501/ai ", "http://127.0.0.1:8501/ai")])  # fmt: skip
def test_an_address_is_kept_without_its_last_slash(url: str, kept: str):
    assert address(url) == kept


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


def _read(html: str) -> str:
    """What a person reads of it, on one line."""
    parser = _Texts()
    parser.feed(html)
    return re.sub(r"[^\S\u00a0]+", " ", " ".join(parser.seen)).strip()
