"""Whether initiatives can say what they changed."""

from collections.abc import Callable

from components.charts import measurement
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]


def steps(listed: Listed, tracked: int, control: int, started: int = 50) -> Listing:
    counts = {"kpi": started, "baseline": 1, "target": 1, "tracked": tracked, "control": control, "evidenced": 0}
    return listed(
        "measurement",
        [
            {
                "step": step,
                "initiatives": count,
                "started": started,
                "share": count / started,
                "low": 0.1,
                "high": 0.3,
                "state": "ok" if started >= 5 else "few",
            }
            for step, count in counts.items()
        ],
    )


def test_the_finding_is_how_many_track_and_how_many_compare(listed: Listed):
    drawn = measurement.chart(steps(listed, 9, 1), Viewport())
    assert drawn.finding == "9 of 50 track their KPI; 1 has a control group"
    assert drawn.n == "n = 50 initiatives; the quoted fewer than 20 % is a share of companies"
    assert (
        measurement.chart(steps(listed, 1, 0), Viewport()).finding
        == "1 of 50 tracks its KPI; none have a control group"
    )


def test_none_is_said_in_words(listed: Listed):
    assert (
        measurement.chart(steps(listed, 0, 0), Viewport()).finding
        == "None of 50 initiatives that started tracks its KPI"
    )


def test_below_five_the_points_are_hollow_and_have_no_interval(listed: Listed):
    drawn = measurement.chart(steps(listed, 2, 1, started=3), Viewport(width="narrow"))
    assert "too few to judge" in drawn.subtitle
    assert not [trace for trace in drawn.figure.data if trace.mode == "lines"]


def test_the_quoted_share_stands_at_the_tracked_kpi_only(listed: Listed):
    figure = measurement.chart(steps(listed, 9, 1), Viewport()).figure
    assert [shape.x0 for shape in figure.layout.shapes if shape.line.dash == "dot"] == [0.2]


def test_a_click_opens_the_initiatives_that_have_it(listed: Listed):
    figure = measurement.chart(steps(listed, 9, 1), Viewport()).figure
    opened = [trace.customdata[0] for trace in figure.data if trace.customdata is not None]
    assert opened[0] == "has_kpi=True"
    assert "is_tracked=True" in opened


def test_nothing_known_is_a_sentence(listed: Listed):
    assert measurement.chart(listed("measurement", missing=("pilots.kpi",)), Viewport()).figure is None
    assert "has started" in measurement.chart(listed("measurement"), Viewport()).subtitle
