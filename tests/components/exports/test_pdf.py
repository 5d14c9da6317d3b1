"""What stands on the pages stands in the PDF: read back, with its names as plain text and its charts described."""

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from components import stores
from components.charts.rendering import CannotBeDrawn
from components.exports import pdf
from components.exports.cells import cells
from components.exports.document import PRINTED, Document, document
from components.history.notes import comments_of
from components.navigation import SHAREABLE
from components.page import recording_surface
from components.page.blocks import (
    Chart,
    Columns,
    Comment,
    Figure,
    Figures,
    Grid,
    Header,
    Heading,
    Note,
    Point,
    Quoted,
    RecordedPage,
    Sparkline,
    Table,
    Text,
)
from components.page.visit import Visit
from components.text import format
from components.theme import Drawn
from queries import BENCHMARKS, resolve

pytestmark = pytest.mark.exports

DAY = dt.date(2026, 11, 21)
HOSTILE = (
    '#image("/etc/passwd") *bold* $x^2$ <b>A&B</b> [go](https://evil.example) @label \\ // `raw` {{x}} =HYPERLINK(1)'
)


def text_of(content: bytes) -> str:
    """The text of all pages, without the spaces and hyphens at which lines are broken."""
    return flat("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def flat(text: str) -> str:
    return re.sub(r"[\s\-\u00ad\u2010\u2060\u200b]", "", unicodedata.normalize("NFKC", text))


def of(*blocks: Any, comments: tuple[Comment, ...] = (), finding: str = "We spent 1m") -> Document:
    """A document of one page with these blocks."""
    page = RecordedPage("board", "Board", Header(finding, "What did our AI money buy?"), blocks, comments)
    return Document("Q3 2026 · all units", True, DAY, PRINTED, None, (page,))  # type: ignore[arg-type]


def written(*blocks: Any, **named: Any) -> bytes:
    return pdf.write(of(*blocks, **named), lambda sentence, share: None)


@pytest.fixture(scope="module")
def visit(tmp_path_factory) -> Iterator[Visit]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GAPBOARD_STORE", str(tmp_path_factory.mktemp("pdf") / "nothing-uploaded.duckdb"))
        opened = stores.shown()
        yield Visit(opened, opened.book(resolve(opened.store.connection)), PRINTED, "board")


@pytest.fixture(scope="module")
def pages(visit: Visit) -> tuple[Document, bytes, list[float]]:
    """The Board of the sample, and the PDF of it; how far it was said to be."""
    made = document(visit, ["board"], DAY, lambda sentence, share: None, comments_of)
    shares: list[float] = []
    return made, pdf.write(made, lambda sentence, share: shares.append(share)), shares


def test_every_headline_finding_and_figure_of_a_page_is_in_the_pdf(pages):
    made, content, _ = pages
    expected = [text for page in made.pages for text in expected_texts(page)]
    assert len(expected) > 60
    assert missing(expected, content) == []


@pytest.mark.trust  # draws the hundred charts of all pages
def test_everything_that_stands_on_any_page_is_in_the_pdf(visit):
    made = document(visit, SHAREABLE, DAY, lambda sentence, share: None, comments_of)
    content = pdf.write(made, lambda sentence, share: None)
    expected = [text for page in made.pages for text in expected_texts(page)]
    assert len(expected) > 2000
    assert missing(expected, content) == []


def test_the_labels_of_a_chart_can_be_read_and_the_chart_is_described(pages):
    made, content, _ = pages
    text = text_of(content)
    for label in ("Consumer", "Integrator", "Builder", "evidenced 2.9m", "Died after handoff"):
        assert flat(label) in text
    described = {flat(alternative) for alternative in alternatives(PdfReader(io.BytesIO(content)))}
    drawn = [
        block.drawn
        for page in made.pages
        for block in recording_surface.flattened(page.blocks)
        if isinstance(block, Chart | Sparkline) and block.drawn.figure is not None
    ]
    assert drawn
    assert {flat(picture.alt or picture.finding) for picture in drawn} <= described


def test_the_pdf_has_a_title_a_language_bookmarks_and_counted_pages(pages):
    made, content, _ = pages
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert made.pages[0].header.finding in (reader.metadata.title or "")
    assert reader.trailer["/Root"]["/Lang"].startswith("en")
    marked = [flat(str(entry.title)) for entry in reader.outline if not isinstance(entry, list)]
    assert {flat(page.header.finding) for page in made.pages} <= set(marked)
    whole = len(reader.pages)
    for at in range(1, whole):
        foot = flat(reader.pages[at].extract_text())
        assert f"page{at + 1}of{whole}" in foot
        assert flat(made.caption) in foot


def test_the_cover_says_scope_day_and_that_the_figures_are_made_up(pages):
    made, content, _ = pages
    cover = flat(PdfReader(io.BytesIO(content)).pages[0].extract_text())
    for text in (made.caption, "21 November 2026", "Sample data", *(page.title for page in made.pages)):
        assert flat(text) in cover


def test_it_says_how_far_it_is(pages):
    _, _, shares = pages
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_a_name_is_set_as_it_was_typed_and_never_run():
    frame = pd.DataFrame({HOSTILE: [HOSTILE]})
    content = written(
        Heading(HOSTILE),
        Text(HOSTILE),
        Note(HOSTILE),
        Table(HOSTILE, frame),
        Grid(frame),
        Figures((Figure(HOSTILE, HOSTILE, HOSTILE),)),
        Chart(Drawn(None, HOSTILE, HOSTILE, HOSTILE), (), "x", (Point(HOSTILE, "", HOSTILE, HOSTILE),)),
        finding=HOSTILE,
        comments=(Comment("board", "2026-Q3", HOSTILE, HOSTILE, dt.datetime(2026, 10, 1)),),
    )
    assert text_of(content).count(flat(HOSTILE)) >= 15
    links = [link for page in PdfReader(io.BytesIO(content)).pages for link in page.get("/Annots", [])]
    assert not [link for link in links if "/URI" in str(link.get_object())]


def test_a_scope_of_many_units_is_whole_on_the_cover_and_one_line_at_the_foot():
    units = format.join(f"Unit {at}" for at in range(60))
    content = pdf.write(replace(of(Text("A sentence.")), caption=units), lambda sentence, share: None)
    cover, page = (flat(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(content)).pages)
    assert flat(units) in cover
    assert flat("Unit 3, Unit 4") in page
    assert flat("Unit 58") not in page


def test_of_a_long_listing_the_first_rows_stand_and_how_many_more_there_are():
    frame = pd.DataFrame({"Initiative": [f"number {at}." for at in range(pdf.MOST_ROWS + 1)]})
    text = text_of(written(Table("What has stalled", frame)))
    assert flat(f"number {pdf.MOST_ROWS - 1}.") in text
    assert flat(f"number {pdf.MOST_ROWS}.") not in text
    assert flat("and 1 row more") in text
    assert flat("more") not in text_of(written(Table("What has stalled", frame.head(pdf.MOST_ROWS))))
    assert flat(f"number {pdf.MOST_ROWS}.") in text_of(written(Grid(frame)))


def test_figures_that_cannot_be_known_say_what_they_wait_for():
    waits = Figure("Survival", format.NOT_KNOWN, format.needs(["deployments.handoff_on"]))
    assert flat("Not enough data yet: Survival (needs deployments.handoff_on).") in text_of(written(Figures((waits,))))


def test_what_was_said_of_a_page_stands_under_its_headline_with_its_author_and_day():
    comment = Comment("board", "2026-Q3", "The licences end in spring.", "Ana", dt.datetime(2026, 10, 1, 9))
    assert flat("The licences end in spring. Ana, 1 October 2026") in text_of(written(comments=(comment,)))


def test_columns_taller_than_a_page_go_on_on_the_next_one():
    long = tuple(Text(f"Sentence {at}.") for at in range(120))
    content = written(Columns((1.0, 1.0), (long, (Text("Beside."),))))
    text = text_of(content)
    assert all(flat(f"Sentence {at}.") in text for at in range(120))
    assert len(PdfReader(io.BytesIO(content)).pages) > 2


def test_without_a_browser_there_is_no_pdf_without_its_charts(pages, monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    with pytest.raises(CannotBeDrawn, match="Chromium"):
        pdf.write(pages[0], lambda sentence, share: None)


def test_what_is_quoted_stands_with_who_said_it_and_how_far_it_can_be_trusted():
    benchmark = next(benchmark for benchmark in BENCHMARKS.values() if not benchmark.is_scored)
    text = text_of(written(Quoted((benchmark,))))
    assert flat(benchmark.statement) in text
    assert flat("quoted beside, never scored") in text


def expected_texts(page: RecordedPage) -> list[str]:
    """All that a reader of a page sees in words."""
    found = [page.title, page.header.finding, page.header.question]
    for block in recording_surface.flattened(page.blocks):
        match block:
            case Chart(drawn, _, _, points):
                found += [drawn.finding, drawn.subtitle, drawn.n, drawn.source]
                found += [
                    part for point in points if not point.leads_on for part in (point.lead, point.text, point.more)
                ]
            case Figures(figures):
                known = [figure for figure in figures if figure.value != format.NOT_KNOWN]
                found += [part for figure in known for part in (figure.label, figure.value, figure.beside)]
            case Table(title, frame, formatted, says, is_headed):
                shown = cells(frame if formatted is None else formatted, pdf.MOST_ROWS)
                found += [title if is_headed else "", says]
                found += [] if says else [*shown.names, *(cell for row in shown.rows for cell in row)]
            case Grid(frame):
                found += [*map(str, frame.columns), *(str(cell) for cell in frame.to_numpy().flat)]
            case Heading(text=text) | Text(text=text) | Note(text=text):
                found.append(text)
            case Quoted(benchmarks):
                found += [benchmark.statement for benchmark in benchmarks]
    return found


def missing(expected: list[str], content: bytes) -> list[str]:
    text = text_of(content)
    return [part for part in expected if flat(part) not in text]


def alternatives(reader: PdfReader) -> list[str]:
    """What is read aloud for each picture."""
    objects = (reader.get_object(IndirectObject(at, 0, reader)) for at in range(1, reader.trailer["/Size"]))
    return [str(node["/Alt"]) for node in objects if isinstance(node, dict) and "/Alt" in node]
