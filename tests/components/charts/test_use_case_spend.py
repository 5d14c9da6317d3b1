"""Where the money rests: the five dearest, the others together; and approvals after stops."""

import pandas as pd
import pytest

from components.charts import approval_fatigue, use_case_spend
from components.theme import Drawn, Viewport
from queries import METRICS, VIEWS, Answer, Listing, Row
from tests.components.charts.conftest import SCOPE


def spent(*amounts: float, gini: float | None = 0.41, missing: tuple[str, ...] = ()) -> Drawn:
    frame = pd.DataFrame(
        [
            {
                "name": f"case {at}",
                "business_unit": "HR",
                "stage": "production",
                "is_active": at % 2 == 0,
                "spent": amount,
                "share": amount / sum(amounts),
            }
            for at, amount in enumerate(amounts)
        ]
    )
    rows = () if gini is None else (Row("2026-Q1", None, gini, 1, gini, None, None, None, "ok"),)
    answer = Answer(METRICS["spend_concentration"], SCOPE, rows)
    return use_case_spend.chart(Listing(VIEWS["concentration_rows"], SCOPE, frame, missing), answer, Viewport())


def test_the_five_dearest_and_the_others_are_drawn():
    found = spent(50, 10, 10, 10, 10, 6, 4)
    assert found.finding == "The five dearest of 7 initiatives take 90 % of what they cost"
    assert list(found.figure.data[0].x) == [50, 10, 10, 10, 10, 10]
    assert found.figure.data[0].customdata[0] == "name=case 0"
    assert "The other 2" in found.figure.layout.annotations[5].text
    assert "Gini coefficient 0.41" in found.subtitle


def test_of_five_the_dearest_is_named_and_one_alone_has_all():
    assert spent(6, 2, 1, 1, 0.5).finding == "case 0 takes 57 % of what initiatives cost"
    assert spent(6, gini=None).finding == "All that is linked went to case 0"
    assert "Gini" not in spent(6, gini=None).subtitle


def test_no_linked_spend_is_a_sentence():
    assert "an initiative_id in the spend sheet would" in spent().subtitle
    assert spent(missing=("spend.initiative_id",)).figure is None


@pytest.fixture
def decided(listed):
    def chart(*rows: tuple) -> Drawn:
        columns = ("stops_before", "decided", "approved", "share", "low", "high", "state")
        return approval_fatigue.chart(
            listed("approval_fatigue", [dict(zip(columns, row, strict=True)) for row in rows]), Viewport()
        )

    return chart


MANY, NONE = ("0", 20, 18, 0.9, 0.7, 0.97, "ok"), ("1–2", 0, 0, None, None, None, "insufficient")


def test_fewer_approvals_after_stops_are_said_where_chance_would_not_do_it(decided):
    found = decided(MANY, NONE, ("3 or more", 20, 4, 0.2, 0.08, 0.42, "ok"))
    assert (
        found.finding
        == "Approvals fall after stops: 18 of 20 approved after no stop, 4 of 20 after three stops or more"
    )
    assert list(found.figure.data[-1].customdata) == ["stops_before=0", "stops_before=3 or more"]
    assert found.n == "n = 40 initiatives decided since the first lists"


def test_within_chance_there_is_no_sign(decided):
    found = decided(MANY, ("1–2", 10, 8, 0.8, 0.49, 0.94, "ok"))
    assert (
        found.finding == "18 of 20 approved after no stop, 8 of 10 after one or two: no sign of fatigue beyond chance"
    )


def test_four_decisions_are_too_few(decided):
    found = decided(MANY, ("1–2", 4, 1, 0.25, 0.05, 0.7, "few"))
    assert found.finding.startswith("Too few decisions")
    assert "1 of 4 approved, too few to judge" in found.alt


def test_nothing_decided_is_a_sentence(decided):
    assert decided(NONE).figure is None
    assert decided().figure is None
