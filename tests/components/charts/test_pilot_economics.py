"""Whether more money at the start brings more pilots into production."""

from collections.abc import Callable

from components.charts import pilot_economics
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]


def third(band: str, by: float, low: float, high: float, watched: int = 10) -> dict[str, object]:
    start = {"least": 10.0, "middle": 100.0, "most": 1000.0}.get(band)
    return {
        "band": band,
        "from_funding": start,
        "to_funding": start and start * 2,
        "watched": watched,
        "in_production": round(by * watched),
        "by_365": by,
        "low_365": low,
        "high_365": high,
        "spent_for_each": 50.0,
        "state": "ok" if watched >= 5 else "few",
    }


def test_thirds_that_differ_beyond_chance_are_said_to(listed: Listed):
    rows = [third("least", 0.1, 0.0, 0.2), third("middle", 0.3, 0.1, 0.5), third("most", 0.6, 0.4, 0.8)]
    drawn = pilot_economics.chart(listed("pilot_economics", rows), Viewport())
    assert drawn.finding == "60 % of the best funded are in production within a year, 10 % of the least funded"
    assert drawn.n == "n = 30 initiatives watched"
    assert "10 to 20" in drawn.alt


def test_thirds_within_chance_are_not(listed: Listed):
    rows = [third("least", 0.3, 0.1, 0.5), third("most", 0.4, 0.2, 0.6), third("not known", 0.5, 0, 1, 2)]
    drawn = pilot_economics.chart(listed("pilot_economics", rows), Viewport())
    assert drawn.finding.endswith("not apart beyond chance")
    marks = drawn.figure.data[-1]
    assert list(marks.marker.color) == [LIGHT.accent, LIGHT.accent, LIGHT.paper]


def test_too_few_are_counts(listed: Listed):
    drawn = pilot_economics.chart(listed("pilot_economics", [third("least", 0.5, 0, 1, 4)]), Viewport())
    assert drawn.finding == "Too few to tell whether more money at the start brings more pilots into production"
    assert "2 of 4" in drawn.alt


def test_no_plan_known_at_the_start_is_a_sentence(listed: Listed):
    drawn = pilot_economics.chart(listed("pilot_economics", [third("not known", 0.5, 0, 1)]), Viewport())
    assert drawn.figure is None
    assert "later plans know how it went" in drawn.subtitle
