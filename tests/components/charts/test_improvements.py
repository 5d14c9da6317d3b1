"""What each initiative changed, and against what."""

from collections.abc import Callable

from components.charts import improvements
from components.charts.improvements import MOST
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]


def kpi(
    name: str, before: float, now: float, *, control: tuple[float, float] | None = None, dated: bool = True
) -> dict[str, object]:
    """Lower is better."""
    change = now - before
    other = control[1] - control[0] if control else None
    return {
        "name": name,
        "kpi": "minutes",
        "kpi_baseline": before,
        "kpi_current": now,
        "change": change,
        "control_baseline": control[0] if control else None,
        "control_current": control[1] if control else None,
        "effect": change - (other or 0),
        "method": "difference in differences" if control else "association",
        "improvement": -change / before,
        "effect_share": -(change - (other or 0)) / before,
        "target_share": 0.25,
        "control_share": None if other is None else -other / before,
        "has_kpi": True,
        "is_comparable": dated,
    }


K17 = kpi("triage", 40.0, 28.0, control=(40.0, 37.0))


def test_the_effect_beyond_the_control_group_is_written_and_the_control_is_hollow(listed: Listed):
    """K17."""
    drawn = improvements.chart(listed("measurement_rows", [K17, kpi("other", 10.0, 5.0)]), Viewport())
    assert drawn.finding == "2 of 2 dated KPIs got better; only 1 has a control group, the rest is association"
    assert "40 to 28, −9 beyond control" in [note.text for note in drawn.figure.layout.annotations]
    assert "its control 40 to 37: −9 (difference in differences)" in drawn.alt
    hollow = [trace for trace in drawn.figure.data if trace.marker.color == Viewport().paper]
    assert [round(trace.x[0], 3) for trace in hollow] == [0.075]


def test_without_any_control_group_it_is_called_an_association(listed: Listed):
    drawn = improvements.chart(
        listed("measurement_rows", [kpi("a", 10.0, 12.0), kpi("b", 10.0, 5.0)]), Viewport(width="narrow")
    )
    assert drawn.finding == "1 of 2 dated KPIs got better; none has a control group, so that is an association"


def test_one_with_a_control_group_stands_alone(listed: Listed):
    drawn = improvements.chart(listed("measurement_rows", [K17]), Viewport())
    assert drawn.finding == "1 of 1 dated KPI got better, counted against a control group"


def test_undated_values_are_left_out_and_counted(listed: Listed):
    rows = [kpi(f"{place}", 10.0, 5.0 - place / 10) for place in range(MOST + 1)] + [
        kpi("undated", 10.0, 5.0, dated=False)
    ]
    drawn = improvements.chart(listed("measurement_rows", rows), Viewport())
    assert (
        drawn.n
        == f"n = {MOST + 1} initiatives with a dated value, the best {MOST} shown; 1 more cannot be compared (no date, or no direction)"
    )


def test_nothing_comparable_is_a_sentence(listed: Listed):
    drawn = improvements.chart(listed("measurement_rows", [kpi("a", 1.0, 2.0, dated=False)]), Viewport())
    assert drawn.figure is None
    assert "kpi_better" in drawn.subtitle
