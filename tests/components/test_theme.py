"""The house style: what every chart has, and how small numbers, ranges and labels are drawn."""

import pytest

from components.theme import DARK, LIGHT, Viewport, band, canvas, finish, points, quarters, quoted, spread
from queries import BENCHMARKS


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, other: str) -> float:
    lighter, darker = sorted((luminance(colour), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_stands_out_from_the_paper_and_marks_do_too(palette):
    assert all(
        contrast(text, palette.paper) >= 4.5 for text in (palette.ink, palette.grey, palette.accent, palette.red)
    )
    assert all(contrast(colour, palette.paper) >= 2.99 for colour in palette.series)


def test_a_chart_is_transparent_without_legend_or_template():
    layout = finish(canvas().add_bar(x=[1], y=[2]), Viewport()).to_plotly_json()["layout"]
    assert layout["paper_bgcolor"] == "rgba(0,0,0,0)"
    assert not layout["showlegend"]
    assert not layout.get("template")


def test_the_house_does_not_overrule_a_chart_that_asks_for_something():
    figure = canvas().add_bar(x=[1], y=[2])
    figure.update_yaxes(visible=False, tickfont={"color": "#000000"})
    layout = finish(figure, Viewport()).layout
    assert layout.yaxis.visible is False
    assert layout.yaxis.tickfont.color == "#000000"
    assert layout.yaxis.tickfont.size == 13


def test_a_point_with_too_few_cases_is_hollow():
    assert points(Viewport(), ["ok", "few"])["color"] == [LIGHT.accent, LIGHT.paper]


def test_a_benchmark_is_a_band_and_one_number_is_a_line():
    figure = canvas()
    band(figure, Viewport(), 0.2, 0.4, "quoted 20–40 %")
    band(figure, Viewport(), 0.5, 0.5, "quoted 50 %")
    assert [shape.type for shape in figure.layout.shapes] == ["rect", "line"]


def test_benchmarks_that_contradict_each_other_all_stand_and_are_named_once():
    figure = canvas()
    name = quoted(figure, Viewport(), [BENCHMARKS["fail_prod_roi"], BENCHMARKS["genai_pilot_fail"]], "percent", "y")
    assert len(figure.layout.shapes) == 2
    assert name == "quoted 78 % and 95 %"
    assert len(figure.layout.annotations) == 1


def test_a_benchmark_of_another_population_is_not_drawn():
    figure = canvas()
    quoted(figure, Viewport(), [BENCHMARKS["licence_adoption"]], "percent", "y")
    assert not figure.layout.shapes


def test_the_year_stands_under_the_first_quarter_of_a_year():
    figure = canvas().add_bar(x=[0, 1, 2], y=[1, 1, 1])
    quarters(figure, Viewport(), ["2025-Q3", "2025-Q4", "2026-Q1"])
    assert figure.layout.xaxis.ticktext == ("Q3<br>2025", "Q4", "Q1<br>2026")


def test_labels_that_would_collide_are_moved_apart_and_others_stay():
    assert spread([1.0, 1.2, 9.0], 1.0) == pytest.approx([0.6, 1.6, 9.0])
    assert spread([3.0, 1.0], 1.0) == pytest.approx([3.0, 1.0])
    assert spread([], 1.0) == []
