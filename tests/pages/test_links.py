"""Pages as somebody who came by a link sees them: its pages, its scope, figures and charts, and nothing besides."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from components.auth.link_visitor import COOKIE, cookie
from components.history.notes import comments_of
from components.navigation import SHAREABLE
from components.page import recording_surface
from components.page.blocks import Chart, Grid, Table
from components.page.visit import Visit
from components.share import snapshot
from components.share.redaction import redacted_page
from components.share.snapshot_writer import write_snapshots
from components.stores import Installed, Opened
from components.theme import Viewport
from data.store import Store
from data.store.links import Links, Pin, Wanted
from data.store.notes import Comments
from queries import Book, resolve
from tests.conftest import upload
from tests.pages.conftest import Standing, Stored
from tests.streamlit_internals import be_client

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
Came = Callable[[str], None]


def spend(unit: str, amount: float) -> dict:
    return {"business_unit": unit, "period": "2026-Q1", "category": "licences", "amount": amount}


def pilot(unit: str, name: str) -> dict:
    return {
        "reporting_on": "2026-03-31",
        "initiative_id": name,
        "name": f"{name} of {unit}",
        "business_unit": unit,
        "stage": "pilot",
        "started_on": "2025-06-01",
    }


@pytest.fixture
def came(monkeypatch: pytest.MonkeyPatch) -> Came:
    """From here on pages are opened by somebody who holds this cookie of a link."""

    def by(held: str) -> None:
        client = SimpleNamespace(cookies={COOKIE: held}, headers=[("User-Agent", "Chrome Mobile")], remote_ip=None)
        be_client(monkeypatch, client)

    return by


STANDING = {
    "spend": [spend("HR", 2_000_000.0), spend("Legal", 7_000_000.0)],
    "pilots": [pilot("HR", "P1"), pilot("Legal", "P2")],
}


@pytest.fixture
def path(stored: Stored) -> Path:
    """A store of the test's own, with spend and a pilot in two units."""
    return stored(**STANDING)


def made(store: Store, *pages: str, **more) -> str:
    """The cookie of a new link, live unless `pins` are given."""
    pins = more.pop("pins", ())
    wanted = replace(
        Wanted(
            title="For the board",
            pages=pages,
            first_day=FIRST,
            last_day=LAST,
            units=("HR",),
            as_of=None,
            code="0.1.0",
            is_sample=False,
            expires_at=dt.datetime.now() + dt.timedelta(days=1),
        ),
        **more,
    )
    return Links(store).make(wanted, "ann", dt.datetime.now() - dt.timedelta(days=1), pins)[1]


def texts(app: AppTest) -> str:
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.warning, app.error)
    return " ".join(str(element.value) for kind in kinds for element in kind).replace("\\", "").replace("\u00a0", " ")


def charts(app: AppTest) -> str:
    return " ".join(chart.proto.spec for chart in app.get("plotly_chart"))


def test_a_stranger_reads_the_note_and_when_it_was_written_and_no_address(open_page, standing: Standing, came: Came):
    Comments(standing.store).write(
        "spend", FIRST, LAST, "Licences were renewed.", "ann@example.com", dt.datetime(2026, 4, 2)
    )
    came(made(standing.store, "spend", units=None))
    seen = texts(open_page("spend", store=standing.path))
    assert "Licences were renewed." in seen
    assert "2 April 2026" in seen
    assert "ann@" not in seen


def test_a_visitor_sees_the_page_locked_to_its_units_without_filters_or_buttons_of_others(
    open_page, standing: Standing, came: Came
):
    came(made(standing.store, "spend", "funnel"))
    app = open_page("spend", store=standing.path, query={"units": "Legal", "version": "v1"})
    assert "2.0m" in app.title[0].value
    assert "7.0m" not in texts(app) + charts(app)
    assert "Legal" not in texts(app) + charts(app)
    caption = next(caption.value for caption in app.caption if "AI portfolio" in caption.value).replace("\\", "")
    assert "HR" in caption
    assert "live" in caption
    assert "open until" in caption
    assert not app.selectbox
    assert not app.multiselect
    assert [button.label for button in app.button] == ["Back to my own view"]
    assert not app.get("download_button")
    assert not app.dataframe


def test_a_table_of_single_rows_is_one_sentence(open_page, standing: Standing, came: Came):
    came(made(standing.store, "funnel"))
    app = open_page("funnel", store=standing.path)
    assert not app.dataframe
    assert "P1 of HR" not in texts(app)


def test_the_opening_is_written_down_once_with_the_kind_of_device(open_page, standing: Standing, came: Came):
    came(made(standing.store, "spend", "funnel"))
    app = open_page("spend", store=standing.path)
    app.run()
    app.switch_page("../pages/funnel.py").run()
    (link,) = Links(standing.store).every()
    assert [(opening.device, opening.was_refused) for opening in Links(standing.store).openings(link.id)] == [
        ("phone", False)
    ]


@pytest.mark.parametrize("name", ["board", "upload", "history", "settings", "methods"])
def test_a_page_that_is_not_part_of_the_link_cannot_be_opened_by_its_address(
    open_page, standing: Standing, came: Came, name: str
):
    came(made(standing.store, "spend", "funnel"))
    app = open_page(name, store=standing.path)
    assert "2.0m" in app.title[0].value or "not part of the link" in app.title[0].value
    assert not app.get("file_uploader")
    assert not app.text_input


@pytest.mark.parametrize("closing", ["taken back", "ended", "no such link"])
def test_a_closed_link_opens_nothing_not_even_for_whoever_has_a_view_of_their_own(
    open_page, standing: Standing, came: Came, closing: str
):
    ends = dt.datetime.now() + (dt.timedelta(minutes=-1) if closing == "ended" else dt.timedelta(days=1))
    token = made(standing.store, "spend", expires_at=ends)
    if closing == "taken back":
        Links(standing.store).revoke(Links(standing.store).every()[0].id, "ann", dt.datetime.now())
    came("x" + token if closing == "no such link" else token)
    app = open_page("spend", store=standing.path)
    assert closing in app.title[0].value
    assert not app.get("plotly_chart")
    assert not app.metric
    assert [button.label for button in app.button] == ["Back to my own view"]


def test_a_password_is_not_got_round_by_the_token_alone(open_page, standing: Standing, came: Came):
    token = made(standing.store, "spend", password="horse battery")
    came(token)
    assert "no such link" in open_page("spend", store=standing.path).title[0].value
    came(cookie(token, Links(standing.store).unlocked(token, "horse battery")))
    assert "2.0m" in open_page("spend", store=standing.path).title[0].value


def test_a_live_link_follows_what_is_uploaded(open_page, path, store: Store, came: Came):
    came(made(store, "spend"))
    assert "2.0m" in open_page("spend", store=path).title[0].value
    store.add(upload(spend=[spend("HR", 3_000_000.0)]))
    assert "3.0m" in open_page("spend", store=path).title[0].value


def test_where_its_units_are_gone_it_says_so_and_shows_nothing(open_page, standing: Standing, came: Came):
    came(made(standing.store, "spend", units=("Nobody",)))
    app = open_page("spend", store=standing.path)
    assert app.title[0].value == "Nothing stands any more in what this link shows"
    assert not app.get("plotly_chart")


@pytest.fixture(scope="module")
def pins(_standing: Installed) -> tuple[Pin, ...]:
    """What is kept of a page that shows the rows of these tests, of whatever store: it is the same in each."""
    opened = Opened(_standing.store, _standing.warehouse, is_sample=False, latest=_standing.store.latest)
    scope = resolve(_standing.store.connection, units=["HR"])
    return write_snapshots(opened, scope, ("spend",), dt.date(2026, 11, 21), comments_of, lambda says: None)


@pytest.fixture
def pinned_token(pins: tuple[Pin, ...], path: Path, store: Store) -> str:
    return made(store, "spend", as_of=store.latest, pins=pins)


@pytest.fixture
def token_of_other_code(pins: tuple[Pin, ...], path: Path, store: Store) -> str:
    """The same pins as another code wrote them."""
    others = tuple(
        replace(pin, content=snapshot.written(replace(snapshot.read(pin.content), code="another"))) for pin in pins
    )
    return made(store, "spend", as_of=store.latest, pins=others)


def test_a_pinned_link_shows_what_a_live_one_does_and_the_same_after_an_upload_other_settings_and_other_code(
    open_page, path, store: Store, came: Came, pinned_token: str, token_of_other_code: str
):
    came(made(store, "spend"))
    live = open_page("spend", store=path)
    came(pinned_token)
    before = open_page("spend", store=path)
    assert "2.0m" in before.title[0].value
    assert "pinned on" in texts(before)
    for kind in ("title", "subheader", "metric"):
        assert [element.value for element in getattr(before, kind)] == [
            element.value for element in getattr(live, kind)
        ]
    assert len(before.get("plotly_chart")) == len(live.get("plotly_chart")) > 0
    store.add(upload(spend=[spend("HR", 3_000_000.0)]))
    store.change_settings({"fiscal_start_month": "4"}, "ann", "", dt.datetime.now())
    came(token_of_other_code)
    after = open_page("spend", store=path)
    assert texts(after) == texts(before)
    assert charts(after) == charts(before)
    assert before.get("popover")
    assert not after.get("popover")


def test_after_a_purge_a_pinned_link_says_that_what_it_showed_was_removed(
    open_page, path, store: Store, came: Came, pinned_token: str
):
    store.purge(1, "ann", "a name in it", dt.datetime.now())
    store.add(upload(spend=[spend("HR", 3_000_000.0)]))
    came(pinned_token)
    app = open_page("spend", store=path)
    assert app.title[0].value == "What this link showed was removed"
    assert not app.get("plotly_chart")


@pytest.fixture(scope="module")
def locked(sample_store: Store, sample_book: Book) -> Visit:
    """The sample as a link locked to one unit shows it."""
    opened = Opened(sample_store, sample_book.warehouse, is_sample=True, latest=sample_store.latest)
    scope = resolve(sample_store.connection, allowed_units=["Claims"], withholds_rows=True)
    return Visit(opened, opened.book(scope), Viewport("light", "wide"), "", frozenset(SHAREABLE))


@pytest.mark.parametrize(
    "page", [page if page == "board" else pytest.param(page, marks=pytest.mark.trust) for page in SHAREABLE]
)
def test_no_page_names_a_unit_outside_the_link_or_hands_rows_over(locked: Visit, page: str):
    blocks = list(recording_surface.flattened(redacted_page(recording_surface.record(locked, page)).blocks))
    written = " ".join(map(repr, blocks)) + " ".join(
        block.drawn.figure.to_json() for block in blocks if isinstance(block, Chart) and block.drawn.figure is not None
    )
    for unit in ("Retail", "Supply chain", "Legal"):
        assert unit not in written
    assert not any(isinstance(block, Table) and not block.message for block in blocks)
    assert not any({"sheet", "source_row"} & set(block.frame.columns) for block in blocks if isinstance(block, Grid))
