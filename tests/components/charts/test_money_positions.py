"""Where the money stands, the stranded first and in red."""

from collections.abc import Callable

from components.charts import money_positions
from components.theme import LIGHT, Viewport
from queries import Listing

Listed = Callable[..., Listing]


def part(position: str, detail: str, amount: float, shelfware: float | None = None) -> dict[str, object]:
    return {
        "position": position,
        "detail": detail,
        "amount": amount,
        "amount_two_years": amount / 2,
        "sheet_rows": 1,
        "shelfware": shelfware,
    }


ROWS = [
    part("live", "production", 60),
    part("enabling", "licences", 10, 4.0),
    part("stranded", "stalled", 20),
    part("stranded", "cheap_stop", 10),
]


def test_the_stranded_leads_in_red_with_what_it_is_made_of(listed: Listed):
    drawn = money_positions.chart(listed("money_positions", ROWS), Viewport())
    assert drawn.finding == "30 of 100 is stranded: stalled 20, cheap stops 10"
    assert drawn.figure.data[0].marker.color == LIGHT.red
    assert drawn.figure.data[0].customdata == ("position=stranded",)
    assert drawn.n == "n = 4 rows"


def test_a_refund_elsewhere_leaves_no_share_above_all_of_it(listed: Listed):
    drawn = money_positions.chart(
        listed("money_positions", [part("stranded", "stalled", 100), part("unlinked", "advice", -40)]), Viewport()
    )
    assert drawn.finding == "100 is stranded: stalled 100"
    assert not any("%" in note.text for note in drawn.figure.layout.annotations)


def test_an_early_stop_is_in_outline_and_not_in_red(listed: Listed):
    drawn = money_positions.chart(listed("money_positions", ROWS), Viewport())
    lost, early = drawn.figure.data[:2]
    assert (list(lost.x), list(early.base), list(early.x)) == ([20], [20], [10])
    assert early.marker.line.color == LIGHT.grey
    assert "cheap stops, 10 (ended within 180 days of the start: what a trial is for)" in drawn.subtitle


def test_the_last_two_years_stand_beneath_what_is_older(listed: Listed):
    drawn = money_positions.chart(listed("money_positions", ROWS), Viewport())
    assert "last two years 15, 30 %" in drawn.figure.layout.annotations[0].text
    young = [row | {"amount_two_years": row["amount"]} for row in ROWS]
    drawn = money_positions.chart(listed("money_positions", young), Viewport())
    assert "all of it in the last two years" in drawn.subtitle
    assert "last two years" not in drawn.figure.layout.annotations[0].text


def test_unused_seats_are_named_inside_the_licences(listed: Listed):
    drawn = money_positions.chart(listed("money_positions", ROWS), Viewport())
    assert "licences 10, of which 4 seats unused" in [note.text for note in drawn.figure.layout.annotations]


def test_more_unused_than_was_booked_is_not_said_to_be_part_of_it(listed: Listed):
    drawn = money_positions.chart(listed("money_positions", [part("enabling", "licences", 10, 40.0)]), Viewport())
    assert "licences 10, 40 seats unused" in [note.text for note in drawn.figure.layout.annotations]
    assert sum(bar.x[0] for bar in drawn.figure.data if bar.hoverinfo == "text") == 10


def test_without_any_stranded_there_is_no_red(listed: Listed):
    drawn = money_positions.chart(listed("money_positions", ROWS[:2]), Viewport())
    assert drawn.finding == "None of the 70 is stranded"
    assert LIGHT.red not in {bar.marker.color for bar in drawn.figure.data}


def test_nothing_known_is_a_sentence(listed: Listed):
    assert money_positions.chart(listed("money_positions", missing=("spend.amount",)), Viewport()).figure is None
