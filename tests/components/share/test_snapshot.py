"""What a pin holds comes out as it went in, and holds nothing that a link does not show."""

import datetime as dt
import gzip
import json
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.page.blocks import (
    Chart,
    Columns,
    Comment,
    Download,
    Expander,
    Figure,
    Figures,
    Grid,
    Header,
    Heading,
    Link,
    Note,
    Part,
    Point,
    Quoted,
    RecordedPage,
    Sparkline,
    Table,
    Tabs,
    Text,
)
from components.share import redaction, snapshot
from components.share.snapshot import Snapshot
from components.theme import Drawn
from queries import BENCHMARKS, DETECTORS, METRICS, VIEWS

ROWS = pd.DataFrame({"Initiative": ["Secret triage"], "Money": [1.0]})
PATH = pd.DataFrame({"Unit": ["HR", "Legal"], "Takes": ["2 more", None]})


def drawn() -> Drawn:
    figure = go.Figure(go.Bar(x=["HR"], y=[1.5], customdata=["initiative_id=P1"]), layout={"height": 320})
    return Drawn(figure, "HR leads", "Money, 2026", "n = 1", "a bar", "spend")


def recorded_page() -> RecordedPage:
    chart = Chart(
        drawn(),
        (METRICS["spend"], VIEWS["stalled"], next(iter(DETECTORS.values()))),
        "key",
        (Point("a", "spend", "b", "c"),),
    )
    blocks = (
        Figures((Figure("Spend", "1.0m", "beside", "formula"),)),
        Sparkline(drawn(), "strip"),
        chart,
        Columns((1.0, 2.0), ((Heading("head"), Text("text")), (Note("note"),))),
        Tabs((Part("One", (Table("Every row", ROWS), Download(ROWS, "rows"))), Part("Two", (Grid(PATH),)))),
        Expander(Part("More", (Quoted((next(iter(BENCHMARKS.values())),)), Link("funnel", "on")))),
        Table("None", ROWS.head(0), message="None in what is shown."),
        Table("What opens the next level", PATH, is_headed=False),
    )
    comment = Comment("spend", "2026-Q1", "well done", "ann", dt.datetime(2026, 4, 1, 9, 30))
    return RecordedPage("spend", "Spend", Header("We spent 1.0m", "Where?"), blocks, (comment,))


@pytest.fixture(scope="module")
def again() -> Snapshot:
    return snapshot.read(snapshot.written(Snapshot("all units", "0.1.0", (recorded_page(),))))


def test_a_page_comes_out_as_a_link_tells_it(again: Snapshot):
    assert (again.caption, again.code) == ("all units", "0.1.0")
    (read,) = again.pages
    redacted = redaction.redacted_page(recorded_page())
    assert (read.name, read.title, read.header, read.comments) == (
        redacted.name,
        redacted.title,
        redacted.header,
        redacted.comments,
    )
    for block, other in zip(read.blocks, redacted.blocks, strict=True):
        assert type(block) is type(other)
    figures, sparkline, chart, columns, tabs, expander, none, path = read.blocks
    assert (figures, columns, expander) == (redacted.blocks[0], redacted.blocks[3], redacted.blocks[5])
    assert chart.subjects == redacted.blocks[2].subjects
    assert chart.points == redacted.blocks[2].points
    assert chart.drawn.figure.to_json() == redacted.blocks[2].drawn.figure.to_json()
    assert sparkline.drawn.finding == "HR leads"
    assert tabs.parts[0].blocks == (Note(f"Every row: {redaction.WITHHELD}"),)
    assert none.message == "None in what is shown."
    pd.testing.assert_frame_equal(path.frame, PATH, check_dtype=False)


def test_a_page_is_stored_under_the_keys_that_links_made_earlier_have():
    content = snapshot.written(Snapshot("", "", (recorded_page(),)))
    (page,) = json.loads(gzip.decompress(content))["leaves"]
    assert list(page) == ["page", "name", "finding", "question", "blocks", "comments"]
    kinds = {block["is"]: block for block in page["blocks"]}
    assert {"strip", "figures", "chart", "columns", "tabs", "fold", "table"} <= set(kinds)
    assert list(kinds["chart"]["points"][0]) == ["says", "page", "lead", "more", "leads_on"]
    assert list(kinds["table"]) == ["is", "title", "says", "is_headed", "frame"]


def test_neither_a_single_row_nor_what_a_mark_opens_is_in_it():
    content = gzip.decompress(snapshot.written(Snapshot("", "", (recorded_page(),)))).decode()
    assert "Secret triage" not in content
    assert "initiative_id=P1" not in content
    assert "HR leads" in content


def test_telling_twice_is_telling_once():
    once = redaction.redacted_page(recorded_page())
    assert [type(block) for block in redaction.redacted_page(once).blocks] == [type(block) for block in once.blocks]


def test_the_chart_that_others_share_keeps_its_marks():
    shared = drawn()
    redaction.still(shared)
    assert shared.figure is not None
    assert list(shared.figure.data[0].customdata) == ["initiative_id=P1"]


def test_a_subject_that_is_gone_since_is_left_out_and_the_chart_stays(again: Snapshot):
    gone = replace(METRICS["spend"], id="no_longer_there")
    chart = Chart(drawn(), (gone, METRICS["spend"]), "key")
    (read,) = snapshot.read(snapshot.written(Snapshot("", "", (replace(recorded_page(), blocks=(chart,)),)))).pages
    assert read.blocks[0].subjects == (METRICS["spend"],)
    assert read.blocks[0].drawn.figure is not None
