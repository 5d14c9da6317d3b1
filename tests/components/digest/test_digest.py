"""What has changed since, in the pages' own words and figures; as a message it is text and nothing else."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from components.digest.digest import Digest, digest
from components.digest.email import address, as_html, as_text
from components.page import recording_surface
from components.page.blocks import Chart, Figures
from components.page.visit import Visit
from components.stores import Installed, Opened
from components.text import format
from components.theme import Viewport
from data.store import Store, open_store
from data.store.notes import Comments
from queries import Book, Warehouse, install, resolve
from tests.conftest import days, upload

TODAY = dt.date(2026, 11, 21)
AT = dt.datetime(2026, 11, 14, 9, 30)


HOSTILE = ("<img src=x onerror=a()>", "www.evil.example a@evil.co", '"><script>alert(1)')


def visit(installed: Installed, now: int | str = "latest") -> Visit:
    opened = Opened(installed.store, installed.warehouse, is_sample=False, latest=installed.store.latest)
    return Visit(
        opened, opened.book(resolve(installed.store.connection, as_of=now)), Viewport("light", "narrow"), "board"
    )


def between(installed: Installed, then: int, now: int | str = "latest") -> Digest:
    return digest(visit(installed, now), resolve(installed.store.connection, as_of=then), installed.store, TODAY)


def spend(unit: str, period: str, amount: float) -> dict:
    return {"business_unit": unit, "period": period, "category": "licences", "amount": amount}


def listed(day: str, stage: str, name: str = "Letters", **more) -> dict:
    return {
        "business_unit": "HR",
        "initiative_id": name,
        "name": name,
        "stage": stage,
        "reporting_on": day,
        "started_on": "2025-01-10",
        **more,
    }


LIVE = listed("2026-06-30", "production", production_on="2026-05-02")


@pytest.fixture(scope="module")
def ledger() -> Iterator[Installed]:
    """A first quarter; a second that corrects it; a lock; a list that comes late; a third; three with hostile names."""
    made = open_store(":memory:")
    warehouse = install(made.connection)
    made.add(upload(spend=[spend("HR", "2026-Q1", 100_000.0)], pilots=[listed("2026-03-31", "pilot")]))
    made.add(upload(spend=[spend("HR", "2026-Q1", 150_000.0), spend("HR", "2026-Q2", 50_000.0)], pilots=[LIVE]))
    made.lock(*days("2026-Q1"), [], 2, "code", "Ada", "shown to the board", AT)
    late = listed("2026-06-30", "production", "Calls", production_on="2026-06-02")
    made.add(replace(upload(pilots=[LIVE, late]), note="forgotten"))
    made.add(upload(spend=[spend("HR", "2026-Q3", 55_000.0)], pilots=[listed("2026-09-30", "production")]))
    hostile = [listed("2026-12-31", "production", name, production_on="2026-11-02") for name in HOSTILE]
    made.add(upload(spend=[spend("HR", "2026-Q4", 1.0)], pilots=hostile))
    Comments(made).write("board", *days("2026-Q4"), "Decide.\nSoon.", "Ada", AT)
    yield Installed(made, warehouse)
    made.close()


@pytest.fixture(scope="module")
def corrected(ledger: Installed) -> Digest:
    return between(ledger, 1, 2)


@pytest.fixture(scope="module")
def hostile(ledger: Installed) -> Digest:
    return between(ledger, 1)


def lines_of(made: Digest, title: str) -> list[str]:
    (section,) = [each for each in made.sections if title in each.title]
    return [" ".join(part for part in (point.lead, point.text, point.more) if part) for point in section.points]


def is_the_boards(made: Digest, installed: Installed, then: int, now: int) -> None:
    """Its headlines, figures and news are those of the Board as of the two versions."""
    board, before = (recording_surface.record(visit(installed, version), "board") for version in (now, then))
    assert (made.headline, made.headline_then or made.headline) == (board.header.finding, before.header.finding)
    figures, old = (next(each.figures for each in page.blocks if isinstance(each, Figures)) for page in (board, before))
    assert [(each.label, each.now) for each in made.figures] == [(each.label, each.value) for each in figures]
    known = {each.label: each.value for each in old}
    assert all(each.then == known[each.label] for each in made.figures if each.label in known)
    charts = [each for each in recording_surface.flattened(board.blocks) if isinstance(each, Chart)]
    (news,) = [each for each in charts if each.drawn.finding.startswith("What changed in ")]
    assert next(each.points for each in made.sections if each.title == news.drawn.finding) == news.points


def test_headline_figures_and_news_are_those_of_the_board_now_and_then(corrected: Digest, ledger: Installed):
    is_the_boards(corrected, ledger, 1, 2)
    assert len([figure for figure in corrected.figures if figure.then != format.NOT_KNOWN]) >= 2


@pytest.mark.trust
def test_headline_figures_and_news_of_the_sample_are_those_of_the_board(sample_store: Store, sample_book: Book):
    sample = Installed(sample_store, sample_book.warehouse)
    made = between(sample, 11)
    is_the_boards(made, sample, 11, 12)
    assert [figure.then == format.NOT_KNOWN for figure in made.figures] == [False] * 5


def test_every_figure_and_line_stands_in_both_forms(corrected: Digest):
    html, text = _read(as_html(corrected)).replace("\u00a0", " "), " ".join(as_text(corrected).split())
    for figure in corrected.figures:
        assert f"{figure.label} {figure.change}" in html
        assert f"{figure.label}: {figure.then} -> {figure.now} ({figure.change})" in text
    for section in corrected.sections:
        for told_of in (section.title, section.note, *(point.text for point in section.points)):
            assert told_of in html
            assert told_of in text


def test_a_message_holds_no_script_no_picture_no_style_sheet_and_asks_no_host(hostile: Digest):
    html = as_html(hostile)
    assert not re.search(
        r"<(script|img|style|link|iframe|svg|form|base)\b|url\(|@import|<[^>]*\son\w+=|class=", html, re.I
    )
    assert "http" not in html
    links = re.findall(r'href="([^"]*)"', as_html(hostile, "https://gap.example"))
    assert links
    assert {re.sub(r"/[a-z]*$", "", link) for link in links} == {"https://gap.example"}


def test_names_from_a_sheet_are_text_in_the_message(hostile: Digest):
    html, text = as_html(hostile, "https://gap.example"), as_text(hostile)
    for sign in ("www.evil", "evil.example", "a@evil"):
        assert sign not in html
        assert sign not in text
    read = _read(html).replace("\u2060", "")
    assert sum(name in read for name in HOSTILE) >= 2


def test_a_first_quarter_corrected_is_restated_by_cause_and_a_new_one_is_news(corrected: Digest):
    assert corrected.title == "What changed since version 1, 1 January 2026"
    assert (corrected.then, corrected.now) == ("Q1 2026, version 1", "Q2 2026, version 2")
    spent = next(figure for figure in corrected.figures if figure.label == "Spent so far")
    assert (spent.then, spent.now, spent.change) == ("100k", "200k", "+100 % on Q1 2026")
    (restated,) = [each for each in lines_of(corrected, "restated") if each.startswith("Spend ")]
    assert restated == "Spend was restated by +50k: 100k, now 150k +50k by rows corrected"
    assert any("Letters reached production" in each for each in lines_of(corrected, "What changed in Q2 2026"))
    assert [each.startswith("Version 2 Upload: test") for each in lines_of(corrected, "What was done")] == [True]


def test_several_quarters_since_are_told_together_with_the_boards_note(hostile: Digest):
    (news,) = [each for each in lines_of(hostile, "What changed in Q2 2026 to Q4 2026") if "production" in each]
    assert news.startswith("5 initiatives reached production")
    assert "Decide. Soon. Ada, 14 November 2026" in _read(as_html(hostile)).replace("\u00a0", " ")
    assert "(Ada, 14 November 2026)" in as_text(hostile)


def test_where_nothing_was_stored_since_it_says_so_and_nothing_is_set_against_itself(ledger: Installed):
    made = between(ledger, 2, 2)
    assert made.title == "Nothing changed since version 2, 1 January 2026"
    assert made.nothing == "No file was uploaded or withdrawn since, and no setting was changed."
    assert {figure.change for figure in made.figures} == {""}
    assert not any("restated" in each.title or each.title == "What was done" for each in made.sections)
    assert made.nothing in " ".join(as_text(made).split())
    assert made.nothing in _read(as_html(made))


def test_of_a_quarter_known_then_only_what_is_new_is_told_and_a_lock_is_among_what_was_done(ledger: Installed):
    made = between(ledger, 2, 4)
    news = lines_of(made, "What changed in Q2 2026")
    assert any("Calls reached production" in each for each in news)
    assert not any("Letters" in each or "Nothing reached" in each for each in news)
    late, lock = lines_of(made, "What was done")
    assert late.startswith("Version 4 Upload: test")
    assert late.endswith("; forgotten")
    assert lock == "Version 3 Lock by Ada on 14 November 2026; shown to the board"


def test_from_the_empty_store_everything_is_told_nothing_compared_and_late_units_named(
    store: Store, warehouse: Warehouse
):
    store.identity = uuid.uuid4().hex  # what was cached of an earlier test is of another store
    both = [spend("HR", "2026-Q2", 1.0), spend("Legal", "2026-Q2", 1.0), spend("Legal", "2026-Q3", 1.0)]
    store.add(upload(spend=both))
    made = between(Installed(store, warehouse), 0)
    assert made.title == "What stands so far"
    assert made.then == ""
    assert {figure.then for figure in made.figures} == {""}
    every = [line for each in made.sections for line in lines_of(made, each.title)]
    assert "HR: Spend (late, 52 days) last sent for Q2 2026" in every


def test_an_empty_store_says_that_it_is(store: Store, warehouse: Warehouse):
    made = between(Installed(store, warehouse), 0)
    assert (made.title, made.headline) == ("Nothing has been stored yet", "Nothing stands in the store")
    assert "Nothing stands in the store" in _read(as_html(made))


def test_a_store_whose_last_upload_was_withdrawn_says_so(store: Store, warehouse: Warehouse):
    store.add(upload(spend=[spend("HR", "2026-Q1", 1.0)]))
    store.withdraw(1, "Ada", "wrong file", AT)
    made = between(Installed(store, warehouse), 1)
    assert made.headline == "Nothing stands in the store"
    assert lines_of(made, "What was done") == [
        "Version 2 Withdrawal of version 1 by Ada on 14 November 2026; wrong file"
    ]


@pytest.mark.parametrize("url", ["gap.example", "javascript:alert(1)", "ftp://x", "https://", "https://x/?a=1", ""])
def test_what_is_no_address_of_an_app_is_refused(url: str):
    with pytest.raises(ValueError, match="is not the address"):
        address(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://gap.example/", "https://gap.example"), (" http://127.0.0.1:8501/ai ", "http://127.0.0.1:8501/ai")],
)
def test_an_address_is_kept_without_its_last_slash(url: str, expected: str):
    assert address(url) == expected


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
