"""The deck: every number of every chart of the sample is in a native chart, under its finding, with how it is computed."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from lxml import etree
from pptx import Presentation

from components.exports import pptx
from components.exports.deck import letters
from components.exports.deck.letters import Type
from components.exports.document import Document
from components.navigation import SHAREABLE
from components.page.blocks import (
    Chart,
    Comment,
    Figures,
    Grid,
    Header,
    Note,
    Point,
    RecordedPage,
    Sparkline,
    Table,
    Text,
)
from components.page.recording_surface import flattened
from components.text import format
from components.theme import Drawn, Viewport, canvas, finish, points, write
from tests.components.exports import portfolios
from tests.components.exports.portfolios import MADE_ON, unreported

pytestmark = pytest.mark.exports

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EMU = 12_700  # of a point
GROSSLY = 1.25  # times its box
SOME = ("board", "funnel")


@pytest.fixture(
    scope="module",
    params=[pytest.param(SOME, id="some"), pytest.param(SHAREABLE, id="all", marks=pytest.mark.trust)],
)
def sample(request, sample_store, sample_book) -> Document:
    """The sample: some of its pages in each run, all of them in the long ones."""
    return portfolios.of(sample_store, sample_book.warehouse, request.param, is_sample=True)


@pytest.fixture(scope="module")
def content(sample: Document) -> bytes:
    return pptx.write(sample, unreported)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


@pytest.fixture(scope="module")
def by_title(deck: Any) -> dict[str, list[Any]]:
    """The slides by their titles; a chart on several slides by the title of all."""
    found: dict[str, list[Any]] = {}
    for slide in deck.slides:
        title = re.sub(r" \(\d+( of \d+)?\)$", "", slide.shapes.title.text_frame.text)
        found.setdefault(title, []).append(slide)
    return found


def charts(document: Document) -> Iterator[Chart]:
    for page in document.pages:
        yield from (block for block in flattened(page.blocks) if isinstance(block, Chart))


def titled(chart: Chart) -> str:
    return letters.clean(chart.drawn.finding)


def numbers_in(slides: list[Any]) -> set[float]:
    """Every number in the native charts of these slides, to nine digits."""
    found = set()
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_chart:
                root = etree.fromstring(shape.chart.part.blob)
                for kind in ("val", "xVal", "yVal"):
                    for value in root.findall(f".//{C}ser/{C}{kind}//{C}pt/{C}v"):
                        found.add(rounded(float(value.text)))
    return found


def rounded(value: float) -> float:
    return float(f"{value:.9g}")


def plotted(figure: Any) -> set[float]:
    """Every number a chart plots along an axis of numbers: the lengths of bars, the points of lines.

    The squares of a table and the ribbons of a flow are no numbers: they are shapes on the page and on the slide.
    """
    found = set()
    for trace in figure.data:
        values: list[Any] = []
        if trace.type == "bar":
            lengths = trace.x if trace.orientation == "h" else trace.y
            is_squares = (
                trace.base is not None
                and np.ndim(trace.base)
                and len(set(map(float, lengths))) == 1
                and len(lengths) > 9
            )
            values = [] if is_squares else list(lengths)
        elif trace.fill == "toself" and trace.hoveron:
            continue
        else:
            values = list(trace.y)
            categorical = figure.layout[f"xaxis{(trace.xaxis or 'x')[1:]}"].ticktext is not None
            if not categorical and not isinstance(trace.x[0], str | np.datetime64 | pd.Timestamp):
                values += list(trace.x)
        found |= {rounded(abs(float(value))) for value in values if value is not None and np.isfinite(float(value))}
    return found


def texts(deck: Any) -> str:
    """Every text on every slide."""
    return "\n".join(text for slide in deck.slides for text in said_on(slide))


def said_on(slide: Any) -> list[str]:
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return found


def of_blocks(*blocks: Any, comments: tuple[Comment, ...] = (), name: str = "Page") -> Document:
    """A document of one page on which these blocks stand."""
    page = RecordedPage("page", name, Header("What was found", "What is asked?"), blocks, comments)
    book: Any = None
    return Document("Q1 2026 · all units · as of version 1", False, MADE_ON, Viewport(), book, (page,))


def opened(document: Document) -> Any:
    return Presentation(io.BytesIO(pptx.write(document, unreported)))


def bar_chart(names: list[str], values: list[float]) -> Chart:
    figure = canvas()
    figure.add_bar(x=values, y=list(range(len(names))), orientation="h", width=0.4)
    figure.update_yaxes(
        tickmode="array", tickvals=list(range(len(names))), ticktext=[format.escape_html(name) for name in names]
    )
    return Chart(Drawn(finish(figure, Viewport()), "What is found", "Measure, unit, period"), (), "bars")


def test_every_chart_of_the_sample_has_a_slide_whose_title_is_its_finding(
    sample: Document, by_title: dict[str, list[Any]]
):
    drawn = [titled(chart) for chart in charts(sample) if chart.drawn.figure is not None]
    assert len(drawn) > 10
    assert [title for title in drawn if title not in by_title] == []


def test_every_number_that_is_plotted_is_in_a_native_chart(sample: Document, by_title: dict[str, list[Any]]):
    lost, compared = {}, 0
    for chart in charts(sample):
        if chart.drawn.figure is not None:
            known = {abs(value) for value in numbers_in(by_title[titled(chart)])}
            compared += len(plotted(chart.drawn.figure))
            if missing := plotted(chart.drawn.figure) - known:
                lost[titled(chart)] = sorted(missing)[:5]
    assert lost == {}
    assert compared > 200


def test_the_ribbons_of_a_flow_are_shapes_that_say_what_flows(sample: Document, by_title: dict[str, list[Any]]):
    flow = next(chart for chart in charts(sample) if chart.key.endswith("money_flow"))
    names = {shape.name for slide in by_title[titled(flow)] for shape in slide.shapes}
    labels = (
        {trace.text for trace in flow.drawn.figure.data if trace.hoveron and trace.text} if flow.drawn.figure else set()
    )
    assert len(labels) > 5
    assert {letters.plain(text) for text in labels} <= names


def test_no_chart_is_a_picture(deck: Any):
    assert [shape.name for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13] == []


def test_the_notes_say_the_formula_the_question_and_the_file_of_every_subject(
    sample: Document, by_title: dict[str, list[Any]]
):
    everything = "\n".join(
        slide.notes_slide.notes_text_frame.text
        for slides in by_title.values()
        for slide in slides
        if slide.has_notes_slide
    )
    for chart in charts(sample):
        slides = by_title.get(titled(chart), [])
        notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides) if slides else everything
        for subject in chart.subjects:
            assert f"Formula: {subject.formula}" in notes
            assert f"SQL: queries/{subject.layer}/{subject.id}.sql" in notes
            assert not subject.question or subject.question in notes
        if chart.drawn.n and chart.drawn.figure is not None:
            assert any(chart.drawn.n in text for slide in slides for text in said_on(slide))


def test_every_slide_of_a_page_says_its_scope_its_version_its_number_and_that_it_is_a_sample(
    sample: Document, deck: Any
):
    for number, slide in list(enumerate(deck.slides, start=1))[1:]:
        written = said_on(slide)
        assert any(sample.caption in text and "Sample data" in text for text in written)
        assert str(number) in written


def test_every_sentence_of_a_page_stands_on_a_slide(sample: Document, deck: Any):
    written = texts(deck)
    for page in sample.pages:
        for block in flattened(page.blocks):
            match block:
                case Text(text) | Note(text):
                    assert letters.clean(text) in written
                case Chart(points=points) if points:
                    assert all(letters.clean(point.text) in written for point in points)
                    assert all(letters.clean(point.more) in written for point in points)
                case Figures(figures):
                    known = [figure for figure in figures if figure.value != format.NOT_KNOWN]
                    assert all(
                        letters.clean(figure.value) in written and letters.clean(figure.label) in written
                        for figure in known
                    )
                case Table(message="") | Grid():
                    assert all(
                        letters.clean(str(column).replace("_", " ")) in written for column in block.frame.columns[:1]
                    )
                case Sparkline(drawn, _):
                    assert drawn.figure is None or "evidenced" in written


def test_no_text_overflows_its_box_grossly_nor_leaves_the_slide(deck: Any):
    beyond = []
    for number, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text and shape.text_frame.word_wrap:
                wide = shape.width / EMU
                high = sum(
                    letters.height(
                        [paragraph.text],
                        Type(paragraph.runs[0].font.size.pt, "", family=paragraph.runs[0].font.name),
                        wide,
                    )
                    for paragraph in shape.text_frame.paragraphs
                    if paragraph.runs
                )
                if high > GROSSLY * shape.height / EMU + 4:
                    beyond.append((number, shape.text_frame.text[:60]))
            if (
                shape.top + shape.height > deck.slide_height * 1.01
                or shape.left + shape.width > deck.slide_width * 1.01
            ):
                beyond.append((number, shape.name))
    assert beyond == []


def test_the_package_is_whole(content: bytes):
    package = zipfile.ZipFile(io.BytesIO(content))
    names = package.namelist()
    assert [name for name, count in Counter(names).items() if count > 1] == []
    types = etree.fromstring(package.read("[Content_Types].xml"))
    parts = {entry.get("PartName") for entry in types if entry.get("PartName")}
    endings = {entry.get("Extension") for entry in types if entry.get("Extension")}
    assert {
        f"/{name}" for name in names if name != "[Content_Types].xml" and name.rsplit(".", 1)[-1] not in endings
    } <= parts
    assert {part.lstrip("/") for part in parts} <= set(names)
    for name in names:
        if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
            ids = [shape.get("id") for shape in etree.fromstring(package.read(name)).iter("{*}cNvPr")]
            assert len(ids) == len(set(ids))


def test_the_workbook_behind_a_chart_holds_what_the_chart_shows(by_title: dict[str, list[Any]], sample: Document):
    chart = next(candidate for candidate in charts(sample) if candidate.key.startswith("funnel-"))
    native = next(shape for shape in by_title[titled(chart)][0].shapes if shape.has_chart).chart
    sheet = openpyxl.load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    rows = [(row[0], row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [name for name, _ in rows] == list(native.plots[0].categories)
    assert [value for _, value in rows] == list(native.plots[0].series[0].values)


def test_names_from_a_sheet_are_data_in_the_deck_and_in_its_workbooks():
    names = ['=HYPERLINK("http://evil.example","x")', "@SUM(1+1)", "http://evil.example", "<b>bold</b> & \x07co"]
    table = Table("=cmd|' /C calc'!A0", pd.DataFrame({"Name": names, "Amount": [1, 2, 3, 4]}))
    content = pptx.write(
        of_blocks(bar_chart(names, [1.0, 2.0, 3.0, 4.0]), table, Text(names[0]), name=names[2]), unreported
    )
    deck = Presentation(io.BytesIO(content))
    package = zipfile.ZipFile(io.BytesIO(content))
    assert not any(b"hlinkClick" in package.read(name) for name in package.namelist() if name.startswith("ppt/slides"))
    native = next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    book = openpyxl.load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)).active
    assert book is not None
    cells = [cell for row in book.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert names[0] in [cell.value for cell in cells]
    assert names[0] in texts(deck)


def test_what_was_said_of_a_page_stands_on_a_slide_with_who_said_it_and_when():
    comment = Comment(
        "page",
        "2026-Q1",
        "We stop two pilots.\nThe rest goes on.",
        "Ada Lovelace",
        pd.Timestamp("2026-04-02").to_pydatetime(),
    )
    deck = opened(of_blocks(Text("A sentence."), comments=(comment,)))
    slide = deck.slides[-1]
    assert slide.shapes.title.text_frame.text == "A note on this page"
    assert {"We stop two pilots.", "The rest goes on.", "Ada Lovelace, 2 April 2026"} <= set(said_on(slide))


def test_a_table_says_how_many_rows_it_does_not_show_and_a_grid_shows_them_all():
    frame = pd.DataFrame({"Name": [f"Initiative {at}" for at in range(200)], "Amount": range(200)})
    table, grid = opened(of_blocks(Table("All of them", frame))), opened(of_blocks(Grid(frame)))
    shown = next(len(shape.table.rows) - 1 for shape in table.slides[-1].shapes if shape.has_table)
    assert 5 < shown < 200
    assert f"and {200 - shown} more rows: in the workbook" in said_on(table.slides[-1])
    rows = [len(shape.table.rows) - 1 for slide in grid.slides for shape in slide.shapes if shape.has_table]
    assert sum(rows) == 200
    assert len(rows) > 1


def test_sentences_in_the_place_of_charts_share_a_slide_as_long_as_they_fit_and_take_more_when_they_do_not():
    def sentences(count: int) -> tuple[Chart, ...]:
        points = (Point("Stop it", "", lead="Now.", more="It costs 12k a year."),)
        return tuple(Chart(Drawn(None, f"Finding {at}", "By unit"), (), str(at), points) for at in range(count))

    few, many = opened(of_blocks(*sentences(2))), opened(of_blocks(*sentences(30)))
    assert len(few.slides) == 3
    assert len(many.slides) > 4
    for at in range(30):
        assert f"Finding {at}" in texts(many)


def test_a_chart_too_tall_to_be_read_goes_on_on_the_next_slide_with_all_its_numbers():
    chart = bar_chart([f"Unit {at}" for at in range(40)], [float(at) + 0.5 for at in range(40)])
    assert chart.drawn.figure is not None
    tall = replace(chart, drawn=replace(chart.drawn, figure=chart.drawn.figure.update_layout(height=1400)))
    slides = list(opened(of_blocks(tall)).slides)[2:]
    assert len(slides) > 1
    assert numbers_in(slides) == {float(at) + 0.5 for at in range(40)}
    assert slides[0].shapes.title.text_frame.text == f"What is found (1 of {len(slides)})"


def test_a_quarter_without_a_bar_is_a_place_of_the_chart_too():
    figure = canvas()
    figure.add_bar(x=[0, 2], y=[3.0, 5.0], width=0.7)
    figure.update_xaxes(tickmode="array", tickvals=[0, 1, 2], ticktext=["Q4<br>2025", "Q1<br>2026", "Q2"])
    deck = opened(of_blocks(Chart(Drawn(finish(figure, Viewport()), "Found", "By quarter"), (), "quarters")))
    plot = next(shape.chart.plots[0] for shape in deck.slides[-1].shapes if shape.has_chart)
    assert list(plot.categories) == ["Q4 2025", "Q1 2026", "Q2 2026"]
    assert list(plot.series[0].values) == [3.0, None, 5.0]


def test_it_says_which_page_is_being_drawn_and_how_far_it_is():
    reported: list[tuple[str, float]] = []
    pptx.write(
        of_blocks(Text("A sentence."), name="Funnel"), lambda sentence, share: reported.append((sentence, share))
    )
    assert reported[0] == ("Drawing Funnel", 0.0)
    assert [share for _, share in reported] == sorted(share for _, share in reported)
    assert reported[-1][1] == 1.0


def test_three_pilots_of_one_quarter_and_an_empty_store_make_decks_too(store, warehouse):
    pages = ("funnel",)
    empty = opened(portfolios.of(store, warehouse, pages))
    titles = [slide.shapes.title.text_frame.text for slide in empty.slides]
    assert titles.count("Nothing has been uploaded that still stands") >= len(pages)
    pilots = [
        {
            "reporting_on": "2026-03-31",
            "initiative_id": f"i{at}",
            "name": f"Pilot {at}",
            "stage": "pilot",
            "business_unit": "HR",
        }
        for at in range(3)
    ]
    document = portfolios.of_rows(store, warehouse, pages, pilots=pilots)
    deck = opened(document)
    assert len(deck.slides) > len(pages)
    assert letters.clean(document.pages[0].header.finding) in texts(deck)


def natives(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def test_bars_that_begin_where_others_end_stand_on_bars_that_are_not_seen():
    figure = canvas()
    figure.add_bar(x=[5.0, 2.0], y=[1, 0], base=[0.0, 3.0], orientation="h", width=0.4)
    deck = opened(of_blocks(Chart(Drawn(finish(figure, Viewport()), "A bridge", "Value"), (), "bridge")))
    (native,) = natives(deck.slides[-1])
    beneath, value = native.plots[0].series
    assert (list(beneath.values), list(value.values)) == ([None, 3.0], [5.0, 2.0])
    assert b'<c:grouping val="stacked"/>' in native.part.blob


def test_ranges_that_cover_each_other_are_charts_one_over_the_other():
    figure = canvas()
    figure.add_bar(x=[0.4], y=[0], base=[0.0], orientation="h", width=0.4)
    figure.add_bar(x=[0.2], y=[0], base=[0.2], orientation="h", width=0.4)
    deck = opened(of_blocks(Chart(Drawn(finish(figure, Viewport()), "Quoted", "Share"), (), "ranges")))
    assert len(natives(deck.slides[-1])) == 2
    assert numbers_in([deck.slides[-1]]) == {0.4, 0.2}


def test_a_line_over_bars_of_the_same_quarters_is_a_series_of_their_chart_and_its_label_goes_with_its_mark():
    figure = canvas()
    figure.add_bar(x=[0, 1], y=[-1.0, -2.0], width=0.6)
    figure.add_scatter(x=[0, 1], y=[-1.0, -3.0], mode="lines+markers")
    write(figure, Viewport(), "<b>−3.0</b>", x=1, y=-3.0, yshift=-14, xanchor="center")
    figure.update_xaxes(tickmode="array", tickvals=[0, 1], ticktext=["Q1<br>2026", "Q2"])
    deck = opened(of_blocks(Chart(Drawn(finish(figure, Viewport()), "Not paid back", "By quarter"), (), "curve")))
    (native,) = natives(deck.slides[-1])
    bars, line = native.plots
    assert [list(plot.series[0].values) for plot in (bars, line)] == [[-1.0, -2.0], [-1.0, -3.0]]
    assert line.series[0].points[1].data_label.text_frame.text == "−3.0"
    assert not any(shape.has_text_frame and shape.text_frame.text == "−3.0" for shape in deck.slides[-1].shapes)


def test_a_mark_with_too_few_cases_is_pale_with_a_rim_and_one_that_is_only_pointed_at_is_not_seen():
    figure = canvas()
    figure.add_scatter(x=[0.1, 0.2], y=[0.3, 0.4], mode="markers", marker=points(Viewport(), ["ok", "few"]))
    figure.add_scatter(x=[0.5], y=[0.6], mode="markers", opacity=0)
    deck = opened(of_blocks(Chart(Drawn(finish(figure, Viewport()), "Marks", "Share"), (), "marks")))
    (native,) = natives(deck.slides[-1])
    xml = native.part.blob.decode()
    assert xml.count(Viewport().accent.lstrip("#")) >= 3
    assert "CBD6DF" in xml
    assert '<c:symbol val="none"/>' in xml
    assert numbers_in([deck.slides[-1]]) == {0.1, 0.2, 0.3, 0.4, 0.5, 0.6}
