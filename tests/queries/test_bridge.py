"""A restated figure is explained cause by cause, and nothing of the difference is left over."""

import datetime as dt
from dataclasses import replace

import pytest

from queries import METRICS, Book, resolve
from queries.bridge import bridge, by_upload

Q1 = {"period": "2026-Q1", "business_unit": "Claims", "status": "live", "benefit_kind": "cash_releasing"}
CONFIRMED = {
    "benefit_evidence": "finance_confirmed",
    "confirmed_by": "CFO",
    "confirmed_on": "2026-04-01",
    "budget_line": "7",
}


def tool(name: str, amount: float, evidence: str, **more) -> dict:
    return Q1 | {"deployment_id": name, "name": name, "benefit_amount": amount, "benefit_evidence": evidence} | more


def euro(worth: float) -> list[dict]:
    return [{"currency": "EUR", "period": "2026-Q1", "per_reporting_unit": 1 / worth}]


C = tool("c", 100, "finance_confirmed", currency="EUR") | CONFIRMED


def bridged(store, before: Book, after: Book, metric: str):
    candidates = store.restate(before.scope.as_of, after.scope.as_of)
    try:
        return bridge(before, after, METRICS[metric], candidates)
    finally:
        for candidate in candidates.values():
            store.discard(candidate)


@pytest.fixture
def k13(book):
    """K13: a is corrected, b withdrawn, d comes late, the euro falls, and baselines count for less."""
    before = book(deployments=[tool("a", 100, "baseline"), tool("b", 200, "modelled"), C], rates=euro(1.10))
    after = book(
        deployments=[tool("a", 150, "baseline"), C, tool("d", 50, "controlled")],
        rates=euro(1.05),
        settings={"factor_baseline": "0.6"},
    )
    return before, after


def test_k13_every_cause_has_its_share_and_nothing_is_left(store, k13):
    found = bridged(store, *k13, "risk_adjusted_value")
    assert (found.before, found.after) == pytest.approx((260, 240))
    assert found.steps == pytest.approx(
        {"removed": -80, "graded": 0, "corrected": 35, "late": 45, "rates": -5, "settings": -15}
    )
    assert found.residual == pytest.approx(0, abs=1e-9)


def test_the_way_back_has_the_same_length(store, k13):
    before, after = k13
    found = bridged(store, after, before, "risk_adjusted_value")
    assert found.after - found.before == pytest.approx(20)
    assert found.residual == pytest.approx(0, abs=1e-9)


def test_a_version_against_itself_has_no_steps(store, k13):
    found = bridged(store, k13[1], k13[1], "risk_adjusted_value")
    assert set(found.steps.values()) == {0}


def test_a_withdrawn_upload_is_removed(store, book):
    book(deployments=[tool("a", 100, "baseline")])
    before = book(deployments=[tool("x", 40, "baseline", business_unit="Legal")])
    store.withdraw(2, "test", "", dt.datetime(2026, 5, 1))
    found = bridged(store, before, book(), "risk_adjusted_value")
    assert found.steps == pytest.approx(
        {"removed": -28, "graded": 0, "corrected": 0, "late": 0, "rates": 0, "settings": 0}
    )


def test_where_nothing_stands_any_more_there_is_no_figure_to_lead_to(store, book):
    before = book(deployments=[tool("a", 100, "baseline")])
    store.withdraw(1, "test", "", dt.datetime(2026, 5, 1))
    assert bridged(store, before, before.at(replace(before.scope, as_of=2)), "risk_adjusted_value") is None


def test_a_unit_that_came_later_is_late(store, book):
    before = book(deployments=[tool("a", 100, "baseline")])
    after = book(deployments=[tool("x", 40, "baseline", business_unit="Legal")])
    found = bridged(store, before, after, "risk_adjusted_value")
    assert found.steps == pytest.approx(
        {"removed": 0, "graded": 0, "corrected": 0, "late": 28, "rates": 0, "settings": 0}
    )


@pytest.mark.parametrize("metric", ["cost", "risk_adjusted_value", "return_per_unit_spent", "seat_utilisation"])
def test_between_two_versions_of_the_sample_nothing_is_left(sample_store, sample_book, metric):
    books = [sample_book.at(resolve(sample_store.connection, as_of=as_of)) for as_of in (8, 12)]
    found = bridged(sample_store, *books, metric)
    assert found.residual == pytest.approx(0, abs=1e-6)


def test_candidates_leave_nothing_behind(store, k13):
    bridged(store, *k13, "risk_adjusted_value")
    assert store.connection.execute("select count(*) from pending.parts").fetchone() == (0,)
    assert store.connection.execute("select count(*) from pending.deployments").fetchone() == (0,)


def test_by_upload_each_version_between_has_its_share_and_nothing_is_left(store, k13):
    before, after = k13
    book = after.at(replace(after.scope, as_of=store.withdraw(2, "test", "", dt.datetime(2026, 5, 1))))
    found = by_upload(before, after, METRICS["risk_adjusted_value"], [1, 2, 3, 4])
    assert (found.before, found.after) == pytest.approx((260, 240))
    assert found.steps == pytest.approx({2: -5, 3: -15})
    assert found.residual == pytest.approx(0, abs=1e-9)
    back = by_upload(before, book, METRICS["risk_adjusted_value"], [2, 3, 4])
    assert back.steps == pytest.approx({2: -5, 3: -15, 4: 10})
    assert back.after == pytest.approx(250)


def test_by_upload_and_by_cause_lead_to_the_same_figure(store, k13):
    one = bridged(store, *k13, "risk_adjusted_value")
    other = by_upload(*k13, METRICS["risk_adjusted_value"], range(1, 9))
    assert sum(one.steps.values()) == pytest.approx(sum(other.steps.values()))


def test_a_version_without_a_figure_leaves_its_share_to_the_next(store, book):
    first = book(deployments=[tool("a", 100, "baseline")])
    store.withdraw(1, "test", "", dt.datetime(2026, 5, 1))
    last = book(deployments=[tool("a", 90, "baseline")])
    found = by_upload(first, last, METRICS["risk_adjusted_value"], [2, 3])
    assert found.steps == pytest.approx({2: 0, 3: -7})


def test_of_one_unit_only_its_own_figure_is_bridged(store, book):
    before = book(deployments=[tool("a", 100, "baseline"), tool("x", 40, "baseline", business_unit="Legal")])
    after = book(deployments=[tool("a", 100, "baseline"), tool("x", 60, "baseline", business_unit="Legal")])
    legal = by_upload(before, after, METRICS["risk_adjusted_value"], [2], unit="Legal")
    claims = by_upload(before, after, METRICS["risk_adjusted_value"], [2], unit="Claims")
    assert (legal.before, legal.steps[2]) == pytest.approx((28, 14))
    assert claims.steps[2] == 0
    assert by_upload(before, after, METRICS["risk_adjusted_value"], [2], unit="Nobody") is None


def test_the_same_value_on_better_evidence_is_graded_up_and_not_new(store, book):
    """K23."""
    tool = {"period": "2026-Q1", "business_unit": "A", "deployment_id": "d", "name": "d", "status": "live"}
    tool |= {"benefit_amount": 100.0, "benefit_kind": "cash_releasing", "benefit_evidence": "self_reported"}
    book(deployments=[tool])
    new = tool | {"deployment_id": "e", "benefit_amount": 40.0}
    book(deployments=[tool | {"benefit_evidence": "baseline"}, new])
    before, after = book(as_of=1), book()
    candidates = store.restate(before.scope.as_of, after.scope.as_of)
    weighed = bridge(before, after, METRICS["risk_adjusted_value"], candidates)
    assert (weighed.before, weighed.after) == pytest.approx((20, 78))
    assert {step: amount for step, amount in weighed.steps.items() if amount} == pytest.approx(
        {"graded": 50, "late": 8}
    )
    evidenced = bridge(before, after, METRICS["evidenced_value"], candidates)
    assert (evidenced.before, evidenced.after) == pytest.approx((0, 70))
    assert {step: amount for step, amount in evidenced.steps.items() if amount} == pytest.approx({"graded": 70})
