"""First years, what goes into them, and whether those that arrive spend otherwise."""

from collections.abc import Callable

from components.charts import first_year_cost, first_year_data, production_mix
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]


def year(key: str, spent: float, data: float, reached: bool | None = True, **more: object) -> dict[str, object]:
    return {
        "initiative_id": key,
        "name": key,
        "business_unit": "HR",
        "ever_production": reached,
        "is_over": True,
        "first_year_spent": spent,
        "first_year_data_spent": data,
        "data_share": data / spent,
    } | more


def test_the_share_is_of_all_money_and_those_at_50_percent_are_counted(listed: Listed):
    rows = [year("a", 100, 50), year("b", 300, 30, False), year("c", 9, 9, is_over=False)]
    drawn = first_year_data.chart(listed("first_years", rows), Viewport())
    assert (
        drawn.finding == "Data and governance took 20 % of first years; 1 of 2 initiatives reaches the quoted 50–70 %"
    )
    assert drawn.n == "n = 2 initiatives; 1 more is in the first year"
    dots = [trace for trace in drawn.figure.data if trace.mode == "markers"]
    assert [(dot.marker.color, list(dot.customdata)) for dot in dots] == [
        (LIGHT.context, ["initiative_id=b"]),
        (LIGHT.accent, ["initiative_id=a"]),
    ]


def test_no_first_year_over_is_a_sentence(listed: Listed):
    drawn = first_year_data.chart(listed("first_years", [year("c", 9, 9, is_over=False)]), Viewport())
    assert drawn.figure is None
    drawn = first_year_cost.chart(listed("first_years", [year("c", 9, 9, is_over=False)]), Viewport())
    assert drawn.subtitle == "1 initiative reached production, none with a first year of spend that is over."


def test_dots_that_would_cover_each_other_stand_apart(listed: Listed):
    rows = [year(key, 100, 50) for key in "abc"]
    (dots,) = [
        trace
        for trace in first_year_data.chart(listed("first_years", rows), Viewport()).figure.data
        if trace.mode == "markers"
    ]
    assert len(set(dots.y)) == 3


def test_only_those_in_production_count_in_what_a_first_year_costs(listed: Listed):
    rows = [year("a", 100_000, 1), year("b", 300_000, 1), year("c", 900_000, 1, False), year("d", 5, 1, None)]
    drawn = first_year_cost.chart(listed("first_years", rows), Viewport())
    assert drawn.finding == "The first year of one that reached production cost 200k each: from 100k to 300k"
    assert "not scored: 0.5–2m USD" in drawn.subtitle


def mix(outcome: str, purpose: str, share: float, initiatives: int = 6) -> dict[str, object]:
    return {"outcome": outcome, "purpose": purpose, "amount": share, "share": share, "initiatives": initiatives}


ROWS = [
    mix("reached", "data", 0.3),
    mix("reached", "building", 0.7),
    mix("not reached", "data", 0.1),
    mix("not reached", "building", 0.8),
    mix("not reached", "advice", 0.1),
]


def test_the_largest_difference_is_the_finding(listed: Listed):
    drawn = production_mix.chart(listed("production_mix", ROWS), Viewport())
    assert drawn.finding == "Those that reached production put 30 % into data, the others 10 %"
    assert drawn.n == "n = 12 initiatives; those still on their way are left out"


def test_below_five_on_a_side_nothing_is_judged(listed: Listed):
    rows = [row | {"initiatives": 4} if row["outcome"] == "reached" else row for row in ROWS]
    drawn = production_mix.chart(listed("production_mix", rows), Viewport())
    assert drawn.finding == "Too few to judge whether those that arrive spend otherwise: 4 did, 6 did not"


def test_one_side_alone_is_no_comparison(listed: Listed):
    drawn = production_mix.chart(listed("production_mix", ROWS[:2]), Viewport())
    assert drawn.figure is None
    assert "none that stopped or stalled" in drawn.subtitle


def test_a_name_from_a_sheet_is_no_mark_up_and_is_read_as_written(listed: Listed):
    rows = [year("<a href='x'>", 100, 50, business_unit="R&D <b>")]
    for chart in (first_year_data.chart, first_year_cost.chart):
        drawn = chart(listed("first_years", rows), Viewport())
        assert not any("<b>R&D" in note.text or "<a" in note.text for note in drawn.figure.layout.annotations)
        assert "R&D <b>" in drawn.alt
