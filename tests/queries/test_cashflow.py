"""Discounting, rates of return and payback are what finance means by them."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import duckdb
import numpy_financial
import pytest

from data.store import Store

K2 = [-1000, 200, 200, 300, 400, 500]


@pytest.fixture
def ask(store: Store) -> Callable[..., Any]:
    """The value of an expression over a list of flows, `$1`."""

    def value(expression: str, flows: Sequence[float]) -> Any:
        one: duckdb.DuckDBPyConnection = store.connection.cursor()
        row = one.execute(f"select {expression} from (select cast($1 as double[]) as flows)", [list(flows)]).fetchone()
        return row[0] if row else None

    return value


def test_a_year_at_8_percent_is_1_94_percent_a_quarter(ask: Callable[..., Any]) -> None:
    assert ask("quarterly_rate(0.08)", []) == pytest.approx(0.0194265469, abs=1e-10)


def test_net_present_value_starts_with_the_first_flow(ask: Callable[..., Any]) -> None:
    """K2."""
    assert ask("npv(quarterly_rate(0.08), flows)", K2) == pytest.approx(496.3238110223, abs=1e-9)


def test_the_rate_of_return_a_quarter_and_a_year(ask: Callable[..., Any]) -> None:
    assert ask("irr(flows)", K2) == pytest.approx(0.1498881994, abs=1e-10)
    assert ask("(1 + irr(flows)) ** 4 - 1", K2) == pytest.approx(0.7483262104, abs=1e-10)


def test_flows_that_change_sign_twice_have_no_rate(ask: Callable[..., Any]) -> None:
    """K3: 10 % and 20 % both solve it."""
    assert ask("irr(flows)", [-100, 230, -132]) is None


def test_flows_that_never_change_sign_have_no_rate(ask: Callable[..., Any]) -> None:
    assert ask("irr(flows)", [-100, -5]) is None
    assert ask("irr(flows)", [10, 20]) is None


def test_a_quarter_without_a_flow_is_no_change_of_sign(ask: Callable[..., Any]) -> None:
    assert ask("irr(flows)", [-100, 0, 121]) == pytest.approx(0.1, abs=1e-12)


@pytest.mark.parametrize(
    ("flows", "periods", "state"),
    [
        (K2, 3.75, "reached"),
        ([-24000] + [4000] * 12, 6, "reached"),  # K4, and K19: a public calculator says 12
        ([-100, 120, -50, 40, 10], 2.75, "reached"),  # K4: the first crossing is wrong
        ([-100, 100], 1, "reached"),
        ([-100, 100, -1], None, "not reached"),
        ([-100], None, "not reached"),
        ([10, 20], None, "no cost"),
        ([], None, None),
    ],
)
def test_payback_is_the_last_crossing(
    ask: Callable[..., Any], flows: list[float], periods: float | None, state: str | None
) -> None:
    assert ask("payback(flows)", flows) == (None if periods is None else pytest.approx(periods))
    assert ask("payback_state(flows)", flows) == state


def test_random_flows_agree_with_numpy_financial(ask: Callable[..., Any]) -> None:
    draw = random.Random(1)
    for _ in range(20):
        flows = [-draw.uniform(100, 1000)] + [draw.uniform(1, 400) for _ in range(draw.randint(2, 16))]
        assert ask("npv(0.03, flows)", flows) == pytest.approx(numpy_financial.npv(0.03, flows), rel=1e-9)
        assert ask("irr(flows)", flows) == pytest.approx(numpy_financial.irr(flows), rel=1e-6)
