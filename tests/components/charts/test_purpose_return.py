"""What was bought beside what it produced."""

from collections.abc import Callable

from components.charts import purpose_return
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]


def bought(purpose: str | None, spent: float | None, linked: float | None, value: float | None) -> dict[str, object]:
    return {"purpose": purpose, "spent": spent, "linked": linked, "risk_adjusted": value, "evidenced": value}


BUILDING, ACCESS = bought("building", 100.0, 90.0, 40.0), bought("access", 300.0, None, None)


def test_the_finding_sets_what_produces_beside_what_only_costs(listed: Listed):
    drawn = purpose_return.chart(listed("purpose_return", [BUILDING, ACCESS]), Viewport())
    assert drawn.finding == "Building produced 40 for 100 spent; Access, 300, nothing that can be traced"
    assert drawn.n == "90 of 400 is linked"


def test_what_is_linked_covers_its_part_of_what_was_spent(listed: Listed):
    figure = purpose_return.chart(listed("purpose_return", [BUILDING, ACCESS]), Viewport(width="narrow")).figure
    lengths = [trace.x[0] for trace in figure.data]
    assert lengths == [300, 0, 0, 100, 90, 40], "the dearest above: spent, linked, came back"


def test_value_without_linked_spend_is_said_at_the_foot(listed: Listed):
    drawn = purpose_return.chart(listed("purpose_return", [BUILDING, bought(None, None, None, 7.0)]), Viewport())
    assert drawn.n.endswith("7 more came back, unlinked")
    assert drawn.finding == "Building produced 40 for 100 spent; 10 in all is linked to no initiative"


def test_nothing_linked_is_not_called_worthless(listed: Listed):
    drawn = purpose_return.chart(listed("purpose_return", [ACCESS]), Viewport())
    assert drawn.finding == "None of the 300 is linked to an initiative, so what it produced cannot be traced"


def test_nothing_returned_is_said(listed: Listed):
    drawn = purpose_return.chart(listed("purpose_return", [bought("building", 100.0, 90.0, -4.0)]), Viewport())
    assert drawn.finding == "Nothing that was bought has produced a return that can be traced"


def test_nothing_known_is_a_sentence(listed: Listed):
    assert purpose_return.chart(listed("purpose_return", missing=("spend.initiative_id",)), Viewport()).figure is None
