"""Which slides a page becomes: each under what it finds, none of them empty."""

import plotly.graph_objects as go

from components.exports.deck import outline
from components.page.blocks import Chart, Figure, Figures, Header, Note, Part, Point, RecordedPage, Tabs, Text
from components.text import format
from components.theme import Drawn

DRAWN = Drawn(go.Figure(), "13 of 23 in flight have stalled", "Days in the present stage")
HANDOFF = Figure("Alive 90 days after handoff", "40 %", "2 of 5")
UNKNOWN = Figure("Lost", format.NOT_KNOWN)


def recorded_page(*blocks) -> RecordedPage:
    return RecordedPage("registry", "Registry", Header("15 tools are live", "What is live?"), blocks)


def slides(*blocks) -> list[outline.Slide]:
    """The slides of one tab, after its page's first."""
    return outline.slides(recorded_page(Tabs((Part("Does it survive", blocks),))), "")


def test_a_slide_of_figures_says_the_first_one_known_as_its_title():
    assert [slide.title for slide in slides(Figures((UNKNOWN, HANDOFF)))] == ["Alive 90 days after handoff: 40 %"]


def test_figures_of_which_nothing_can_be_said_make_no_slide():
    assert slides(Figures(())) == []


def test_what_introduces_a_chart_stands_on_its_slide():
    (slide,) = slides(Note("Gone from the list without a word: one."), Chart(DRAWN, (), "stalled"))
    assert slide.title == DRAWN.finding
    assert [paragraph.text for paragraph in slide.paragraphs] == ["Gone from the list without a word: one."]


def test_what_introduces_a_chart_at_length_stays_a_slide_of_its_own():
    assert [slide.title for slide in slides(Text("word " * 400), Chart(DRAWN, (), "stalled"))][-1] == DRAWN.finding
    assert len(slides(Text("word " * 400), Chart(DRAWN, (), "stalled"))) > 1


def test_what_is_said_under_the_headline_stands_on_the_first_slide():
    first, rest = outline.first(recorded_page(Text("Upload a deployments sheet."), Figures((HANDOFF,))), "")
    assert [paragraph.text for paragraph in first.paragraphs] == ["Upload a deployments sheet."]
    assert first.figures == (HANDOFF,)
    assert rest.blocks == ()


def test_a_way_to_another_page_names_it():
    ways = (Point("The evidence, and what to do", "diagnosis", leads_on=True),)
    (slide,) = slides(Chart(DRAWN, (), "stalled", ways))
    assert [paragraph.text for paragraph in slide.paragraphs] == ["The evidence, and what to do: see Diagnosis"]
