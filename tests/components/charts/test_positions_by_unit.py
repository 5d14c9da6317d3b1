"""In which units money is stranded."""

from collections.abc import Callable

from components.charts import positions_by_unit
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]


def part(unit: str, position: str, amount: float) -> dict[str, object]:
    return {"business_unit": unit, "position": position, "amount": amount}


ROWS = [
    part("HR", "stranded", 10),
    part("HR", "live", 90),
    part("IT", "stranded", 30),
    part("IT", "unlinked", 10),
]


def test_the_unit_with_most_of_it_is_said_and_stands_above(listed: Listed):
    drawn = positions_by_unit.chart(listed("money_positions_by_unit", ROWS), Viewport())
    assert drawn.finding == "75 % of what is stranded is IT's: 30"
    red = drawn.figure.data[0]
    assert (red.marker.color, list(red.x)) == (LIGHT.red, [30, 10])
    assert list(red.customdata) == ["business_unit=IT", "business_unit=HR"]
    assert "30 of 40, 75 %" in drawn.figure.layout.annotations[0].text


def test_one_unit_has_all_of_it(listed: Listed):
    drawn = positions_by_unit.chart(listed("money_positions_by_unit", ROWS[:2]), Viewport(width="narrow"))
    assert drawn.finding == "All of the stranded 10 is HR's"


def test_none_stranded_and_a_refund_alone(listed: Listed):
    drawn = positions_by_unit.chart(listed("money_positions_by_unit", [part("HR", "enabling", -5)]), Viewport())
    assert drawn.finding == "No unit's money is known to be stranded"
    assert (
        positions_by_unit.chart(listed("money_positions_by_unit", missing=("spend.amount",)), Viewport()).figure is None
    )


def test_nothing_is_said_to_be_stranded_or_not_where_nothing_is_linked(listed: Listed):
    rows = [part("HR", "enabling", 30), part("HR", "unlinked", 10)]
    drawn = positions_by_unit.chart(listed("money_positions_by_unit", rows), Viewport())
    assert drawn.finding == "None of the 40 is linked to an initiative, so what became of it is not known"
    assert drawn.alt.endswith("Spent: HR 40.")


def test_what_a_unit_spent_is_less_what_came_back(listed: Listed):
    rows = [part("HR", "stranded", 30), part("HR", "live", 20), part("HR", "unlinked", -10)]
    drawn = positions_by_unit.chart(listed("money_positions_by_unit", rows), Viewport())
    assert drawn.alt.endswith("HR 30 of 40, 75 %.")


def test_a_name_from_a_sheet_is_no_mark_up(listed: Listed):
    drawn = positions_by_unit.chart(listed("money_positions_by_unit", [part("<a href='x'>", "live", 5)]), Viewport())
    assert not any("<a" in note.text for note in drawn.figure.layout.annotations)
