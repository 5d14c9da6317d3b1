"""What is left of what is claimed, step by step."""

from collections.abc import Callable

from components.charts import value_bridge
from components.theme import Viewport
from queries import Listing

Listed = Callable[..., Listing]
K1 = {
    "claimed": 830.0,
    "finance_confirmed": 0.0,
    "baseline": -60.0,
    "modelled": -18.0,
    "self_reported": -400.0,
    "risk_adjusted": 352.0,
    "unevidenced": -112.0,
    "evidenced": 240.0,
    "soft": -140.0,
    "cash": 100.0,
}


def bridge(listed: Listed, **steps: float) -> Listing:
    return listed("value_bridge", [{"step": step, "amount": amount, "sheet_rows": 4} for step, amount in steps.items()])


def test_the_finding_says_what_is_left_and_what_is_cash(listed: Listed):
    drawn = value_bridge.chart(bridge(listed, **K1), Viewport())
    assert drawn.finding == "Of 830 claimed, 352 is left when weighed by its evidence; 100 is evidenced cash"
    assert drawn.n == "n = 4 rows of benefits"
    assert "less modelled −18" in drawn.alt


def test_each_step_starts_where_the_one_before_ended_and_what_takes_nothing_off_is_no_step(listed: Listed):
    figure = value_bridge.chart(bridge(listed, **K1), Viewport(width="narrow")).figure
    bars = [(trace.base[0], trace.base[0] + trace.x[0]) for trace in figure.data]
    assert [trace.customdata[0] for trace in figure.data if trace.customdata is not None] == [
        "evidence=baseline",
        "evidence=modelled",
        "evidence=self_reported",
    ]
    assert bars == [(0, 830), (770, 830), (752, 770), (352, 752), (0, 352), (240, 352), (0, 240), (100, 240), (0, 100)]


def test_what_is_all_confirmed_is_said_so(listed: Listed):
    steps = {
        "claimed": 9.0,
        "finance_confirmed": 0.0,
        "risk_adjusted": 9.0,
        "unevidenced": 0.0,
        "evidenced": 9.0,
        "soft": 0.0,
        "cash": 9.0,
    }
    assert (
        value_bridge.chart(bridge(listed, **steps), Viewport()).finding
        == "All of the 9 claimed is confirmed; 9 of it is cash"
    )


def test_a_loss_stands_left_of_nought(listed: Listed):
    steps = {
        "claimed": -50.0,
        "self_reported": 0.0,
        "risk_adjusted": -50.0,
        "unevidenced": 0.0,
        "evidenced": -50.0,
        "soft": 0.0,
        "cash": -50.0,
    }
    drawn = value_bridge.chart(bridge(listed, **steps), Viewport())
    assert drawn.finding.startswith("What is claimed nets to −50")
    assert drawn.figure.layout.xaxis.range[0] < -50


def test_nothing_claimed_is_a_sentence(listed: Listed):
    assert (
        value_bridge.chart(listed("value_bridge", missing=("deployments.benefit_amount",)), Viewport()).figure is None
    )
    assert "carries an amount" in value_bridge.chart(listed("value_bridge"), Viewport()).subtitle
