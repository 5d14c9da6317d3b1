"""Between two versions: which rows went, which were corrected and how, which came late."""

import datetime as dt

import pytest

from data.store import Emptied
from tests.conftest import days, upload

AT = dt.datetime(2026, 11, 1, 12, 0)


def spend(unit: str, period: str, category: str, amount: float, **more) -> dict:
    return {"business_unit": unit, "period": period, "category": category, "amount": amount, **more}


def changed(store, before: int, after: int) -> list[tuple]:
    return [
        (difference.kind, difference.business_unit, dict(difference.changes), difference.version)
        for difference in store.differences(before, after)
    ]


def test_a_corrected_row_says_each_column_before_and_after(store):
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 10, vendor="X"), spend("A", "2026-Q1", "platform", 5)]))
    store.add(upload(spend=[spend("A", "2026-Q1", "platform", 5), spend("A", "2026-Q1", "data", 12, vendor="X")]))
    (found,) = store.differences(1, 2)
    assert (found.dataset, found.kind, dict(found.changes)) == ("spend", "corrected", {"amount": (10.0, 12.0)})
    assert (found.period_start, found.period_end) == days("2026-Q1")
    assert (found.version, found.feed, found.sheet, found.source_row, found.changed_in) == (
        2,
        "template",
        "Spend",
        3,
        2,
    )
    assert found.key["category"] == "data"


def test_a_row_that_is_gone_says_where_it_stood_and_what_removed_it(store):
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 10), spend("A", "2026-Q1", "platform", 5)]))
    store.change_settings({"hour_rate": "75"}, "me", "", AT)
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 10)]))
    (found,) = store.differences(1, 3)
    assert (found.kind, found.changes["amount"]) == ("removed", (5.0, None))
    assert (found.version, found.source_row, found.changed_in) == (1, 3, 3)


def test_a_row_that_came_late_is_the_later_uploads(store):
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 10)]))
    store.add(upload("cloud", spend=[spend("A", "2026-Q1", "data", 3)]))
    (found,) = store.differences(1, 2)
    assert (found.kind, found.feed, found.changes["amount"], found.version) == ("late", "cloud", (None, 3.0), 2)


def test_the_same_rows_again_are_no_difference(store):
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 10), spend("A", "2026-Q1", "data", 10)]))
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 10), spend("A", "2026-Q1", "data", 10)]))
    assert changed(store, 1, 2) == []
    assert changed(store, 2, 2) == []


def test_backwards_is_the_other_way_round(store):
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 10)]))
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 12), spend("B", "2026-Q1", "data", 1)]))
    assert [difference[0] for difference in changed(store, 1, 2)] == ["corrected", "late"]
    assert [(difference[0], difference[2]["amount"]) for difference in changed(store, 2, 1)] == [
        ("corrected", (12.0, 10.0)),
        ("removed", (1.0, None)),
    ]


@pytest.mark.parametrize(("amounts", "expected"), [((10, 20, 30), (30.0,)), ((20, 25), (10.0, 25.0))])
def test_of_rows_with_one_key_those_that_did_not_change_are_paired_first(store, amounts, expected):
    store.add(upload(spend=[spend("A", "2026-Q1", "data", amount) for amount in (10, 20)]))
    store.add(upload(spend=[spend("A", "2026-Q1", "data", amount) for amount in amounts]))
    (found,) = store.differences(1, 2)
    assert tuple(value for value in found.changes["amount"] if value is not None) == expected


def test_rates_are_told_apart_by_their_period_and_targets_by_their_unit(store):
    def rates(first, second):
        values = {"2026-Q1": first, "2026-Q2": second}
        return [{"currency": "EUR", "period": period, "per_reporting_unit": value} for period, value in values.items()]

    store.add(upload(rates=rates(1.1, 1.2)))
    store.add(upload(rates=rates(1.1, 1.3)))
    (found,) = store.differences(1, 2)
    assert dict(found.changes) == {"per_reporting_unit": (1.2, 1.3)}
    assert (found.key["currency"], found.period_start) == ("EUR", dt.date(2026, 4, 1))
    targets = [{"metric": "spend", "period": "2026-Q1", "business_unit": unit, "target": 5} for unit in "AB"]
    store.add(upload(targets=targets))
    store.add(upload(targets=[targets[0], {**targets[1], "target": 6}]))
    (found,) = store.differences(3, 4)
    assert (found.business_unit, dict(found.changes)) == ("B", {"target": (5.0, 6.0)})


def test_lists_of_barriers_are_compared_whole(store):
    def listed(*barriers):
        row = {"business_unit": "A", "initiative_id": "i", "name": "x", "stage": "pilot", "barrier": list(barriers)}
        return upload(pilots=[row | {"reporting_on": "2026-03-31"}])

    for listing in (listed("mlops"), listed("mlops", "cost")):
        store.add(listing)
    assert changed(store, 1, 2) == [("corrected", "A", {"barrier": (["mlops"], ["mlops", "cost"])}, 2)]


def test_what_was_withdrawn_or_emptied_is_removed_and_what_stands_again_is_told(store):
    store.add(upload(spend=[spend("A", "2026-Q1", "data", 10), spend("B", "2026-Q1", "data", 20)]))
    emptied = upload(spend=[spend("A", "2026-Q1", "data", 11)])
    object.__setattr__(emptied, "emptied", (Emptied("spend", "B", *days("2026-Q1")),))
    store.add(emptied)
    store.withdraw(2, "me", "", AT)
    assert [(kind, unit, changes["amount"]) for kind, unit, changes, _ in changed(store, 1, 2)] == [
        ("corrected", "A", (10.0, 11.0)),
        ("removed", "B", (20.0, None)),
    ]
    assert [(kind, unit, changes["amount"], by) for kind, unit, changes, by in changed(store, 2, 3)] == [
        ("corrected", "A", (11.0, 10.0), 1),
        ("late", "B", (None, 20.0), 1),
    ]
    assert changed(store, 1, 3) == []
