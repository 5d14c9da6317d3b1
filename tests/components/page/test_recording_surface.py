"""A page written out: the same blocks as on the screen, every tab open."""

import pytest

from components import stores
from components.navigation import SHAREABLE
from components.page import recording_surface
from components.page.blocks import Chart, Columns, Figures, Note, Tabs, Text
from components.page.recording_surface import RecordingSurface
from components.page.visit import Visit
from components.theme import Viewport
from queries import resolve


@pytest.fixture(scope="module")
def visit(tmp_path_factory) -> Visit:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GAPBOARD_STORE", str(tmp_path_factory.mktemp("paper") / "nothing-uploaded.duckdb"))
        opened = stores.shown()
        return Visit(opened, opened.book(resolve(opened.store.connection)), Viewport("light", "wide"), "")


def test_blocks_stand_in_the_places_in_which_they_were_put_and_empty_places_are_left_out():
    page = RecordingSurface()
    left, _ = page.columns(2, "large")
    with left:
        page.put(Text("left"))
    page.columns(3, "large")
    first, _ = page.tabs(["First", "Second"])
    with first, page.expander("More", is_lazy=False):
        page.put(Note("folded"))
    written = page.recorded("board", "Board").blocks
    columns, tabs = written
    assert isinstance(columns, Columns)
    assert columns.columns == ((Text("left"),), ())
    assert isinstance(tabs, Tabs)
    assert [part.name for part in tabs.parts] == ["First"]
    assert list(recording_surface.flattened(written)) == [Text("left"), Note("folded")]


def test_what_was_written_on_paper_comes_out_the_same_on_another_surface(visit: Visit):
    written = recording_surface.record(visit, "funnel").blocks
    again = RecordingSurface()
    recording_surface.replay(again, written)
    assert again.recorded("funnel", "Funnel").blocks == written


@pytest.mark.exports
@pytest.mark.parametrize(
    "page",
    [
        page if page in ("board", "maturity", "registry") else pytest.param(page, marks=pytest.mark.trust)
        for page in SHAREABLE
    ],
)
def test_every_page_that_is_taken_along_has_a_finding_and_charts(visit: Visit, page: str):
    recorded = recording_surface.record(visit, page)
    blocks = list(recording_surface.flattened(recorded.blocks))
    assert recorded.header.finding
    assert recorded.header.question.endswith("?")
    assert any(isinstance(block, Chart) and block.drawn.figure is not None for block in blocks)
    assert page == "maturity" or any(isinstance(block, Figures) for block in blocks)
