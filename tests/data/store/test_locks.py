"""A period that the board has seen changes only with a reason, and what was published stays as it was."""

import datetime as dt

import pytest

from data.store import Emptied, NeedsReason, Published
from tests.conftest import days, upload

AT = dt.datetime(2026, 11, 1, 12, 0)
PUBLISHED = (
    Published("spend", "", "2026-Q2", 30.0, None, None, 2, "ok"),
    Published("spend", "A", "2026-Q2", 10.5, 10.5, 1.0, 1, "ok"),
    Published("payback", "B", "2026-Q2", None, None, None, None, "too few to judge"),
)


def spend(unit: str, period: str, amount: float, **more) -> dict:
    return {"business_unit": unit, "period": period, "category": "data", "amount": amount, **more}


def listed(unit: str, day: str, stage: str = "pilot") -> dict:
    return {"business_unit": unit, "initiative_id": "i", "name": "x", "stage": stage, "reporting_on": day}


def rate(period: str, value: float) -> dict:
    return {"currency": "EUR", "period": period, "per_reporting_unit": value}


def noted(note: str, **sheets):
    made = upload(**sheets)
    object.__setattr__(made, "note", note)
    return made


@pytest.fixture
def locked(store):
    """A store in which 2026-Q2 is locked, with something of every kind in it and beside it."""
    store.add(
        upload(
            spend=[spend("A", "2026-Q1", 1), spend("A", "2026-Q2", 10), spend("B", "2026-Q2", 20)],
            pilots=[listed("A", "2026-03-31"), listed("A", "2026-06-30")],
            rates=[rate("2026-Q1", 1.1), rate("2026-Q2", 1.2)],
            targets=[{"metric": "spend", "period": "2026-Q2", "target": 5}],
        )
    )
    store.lock(*days("2026-Q2"), PUBLISHED, 1, "gapboard 1.0, queries 3f2a", "Ada", "shown on 14 July", AT)
    return store


RATES = (rate("2026-Q1", 1.1), rate("2026-Q2", 1.2))
CHANGES = {
    "an amount": {"spend": [spend("B", "2026-Q2", 21)]},
    "another unit": {"spend": [spend("C", "2026-Q2", 1)]},
    "a month over the quarter": {"spend": [spend("B", "2026-06", 20)]},
    "a row more": {"spend": [spend("B", "2026-Q2", 20), spend("B", "2026-Q2", 0, category="training")]},
    "a row less": {"spend": [spend("A", "2026-Q2", 10, note="x")]},
    "the same row twice": {"spend": [spend("B", "2026-Q2", 20), spend("B", "2026-Q2", 20)]},
    "another list of the day": {"pilots": [listed("A", "2026-06-30", "production")]},
    "a list within the quarter": {"pilots": [listed("A", "2026-04-01")]},
    "its rate": {"rates": [rate("2026-Q1", 1.1), rate("2026-Q2", 1.3)]},
    "a rate of one of its months": {"rates": [*RATES, rate("2026-06", 1.3)]},
    "no rate": {"rates": [rate("2026-Q1", 1.1)]},
    "its target": {"targets": [{"metric": "spend", "period": "2026-Q2", "target": 6}]},
}
NO_CHANGES = {
    "the same rows again": {"spend": [spend("B", "2026-Q2", 20)]},
    "the quarter before": {"spend": [spend("A", "2026-Q1", 2)]},
    "the quarter after": {"spend": [spend("A", "2026-07", 2)]},
    "the list before": {"pilots": [listed("A", "2026-03-31", "idea")]},
    "a list of the day after": {"pilots": [listed("A", "2026-07-01")]},
    "the rate before": {"rates": [rate("2026-Q1", 1.7), rate("2026-Q2", 1.2)]},
    "the target again and one more": {
        "targets": [{"metric": "spend", "period": quarter, "target": 5} for quarter in ("2026-Q2", "2026-Q3")]
    },
}


@pytest.mark.parametrize("sheets", CHANGES.values(), ids=CHANGES)
def test_what_changes_a_locked_quarter_needs_a_reason(locked, sheets):
    silent = upload(**sheets)
    assert locked.locked_by(silent) == ("2026-Q2",)
    with pytest.raises(NeedsReason, match="2026-Q2") as raised:
        locked.add(silent)
    assert raised.value.periods == ("2026-Q2",)
    assert locked.latest == 2
    assert locked.add(noted("finance closed late", **sheets)).version == 3


@pytest.mark.parametrize("sheets", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_does_not_change_it_needs_none(locked, sheets):
    assert locked.locked_by(upload(**sheets)) == ()
    assert locked.add(upload(**sheets)).version == 3


def test_another_feed_with_a_row_for_it_changes_it(locked):
    with pytest.raises(NeedsReason):
        locked.add(upload(feed="openai_costs", spend=[spend("A", "2026-Q2", 3)]))


def test_emptying_a_part_of_it_needs_a_reason(locked):
    emptying = upload(spend=[spend("A", "2026-Q2", 10)])
    object.__setattr__(emptying, "emptied", (Emptied("spend", "B", *days("2026-Q2")),))
    with pytest.raises(NeedsReason):
        locked.add(emptying)


@pytest.mark.parametrize("note", ["", "  "])
def test_withdrawing_its_upload_needs_a_reason(locked, note):
    with pytest.raises(NeedsReason):
        locked.withdraw(1, "me", note, AT)
    assert locked.withdraw(1, "me", "wrong file", AT) == 3


def test_withdrawing_what_it_does_not_rest_on_needs_none(locked):
    locked.add(upload(spend=[spend("A", "2026-Q3", 1)]))
    assert locked.withdraw(3, "me", "", AT) == 4


def test_a_setting_changes_every_locked_period(locked):
    locked.lock(*days("2026-Q1"), (), 2, "code", "me", "seen", AT)
    with pytest.raises(NeedsReason) as raised:
        locked.change_settings({"hour_rate": "75"}, "me", "", AT)
    assert raised.value.periods == ("2026-Q1", "2026-Q2")
    assert locked.change_settings({"hour_rate": "60"}, "me", "", AT) == 4
    assert locked.change_settings({"hour_rate": "75"}, "me", "new rate card", AT) == 5


def test_a_lock_keeps_what_was_published_and_who_said_so(locked):
    (lock,) = locked.locks()
    assert (lock.period_start, lock.period_end) == days("2026-Q2")
    assert (lock.version, lock.published_as_of, lock.code) == (2, 1, "gapboard 1.0, queries 3f2a")
    assert (lock.author, lock.note, lock.created_at) == ("Ada", "shown on 14 July", AT)
    assert locked.published(2) == PUBLISHED
    assert locked.published(1) == ()
    assert (locked.versions()[0].kind, locked.versions()[0].author) == ("lock", "Ada")


def test_what_was_published_stays_when_the_figures_change_and_the_lock_goes(locked):
    locked.add(noted("restated", spend=[spend("B", "2026-Q2", 99)]))
    assert locked.unlock(*days("2026-Q2"), "Ada", "restated as a whole", AT) == 4
    assert locked.published(2) == PUBLISHED
    assert (locked.locks(), locked.versions()[0].kind) == ((), "unlock")


def test_after_unlocking_a_change_needs_no_reason_and_it_can_be_locked_again(locked):
    locked.unlock(*days("2026-Q2"), "Ada", "restated", AT)
    assert locked.add(upload(spend=[spend("B", "2026-Q2", 21)])).version == 4
    locked.lock(*days("2026-Q2"), (), 4, "code", "Ada", "shown again", AT)
    assert [lock.version for lock in locked.locks()] == [5]
    with pytest.raises(NeedsReason):
        locked.add(upload(spend=[spend("B", "2026-Q2", 22)]))


@pytest.mark.parametrize(
    ("period", "as_of", "note", "says"),
    [
        ("2026-Q2", 1, "again", "2026-Q2 is locked already"),
        ("2026-Q3", 1, " ", "says why"),
        ("2026-Q3", 3, "seen", "no version 3"),
        ("2026-Q3", -1, "seen", "no version -1"),
    ],
)
def test_what_cannot_be_locked_is_said(locked, period, as_of, note, says):
    with pytest.raises(ValueError, match=says):
        locked.lock(*days(period), (), as_of, "code", "me", note, AT)
    assert locked.latest == 2


def test_a_span_that_runs_backwards_is_refused(locked):
    with pytest.raises(ValueError, match="2026-06-30 is after 2026-04-01"):
        locked.lock(*reversed(days("2026-Q2")), (), 1, "code", "me", "seen", AT)


def test_what_is_not_locked_cannot_be_unlocked_nor_without_a_reason(locked):
    with pytest.raises(LookupError, match="2026-Q1 is not locked"):
        locked.unlock(*days("2026-Q1"), "me", "why", AT)
    with pytest.raises(ValueError, match="says why"):
        locked.unlock(*days("2026-Q2"), "me", "", AT)


def test_a_longer_span_is_locked_as_one_and_named_by_its_days(store):
    store.add(upload(spend=[spend("A", "2026-Q1", 1)]))
    store.lock(dt.date(2026, 1, 1), dt.date(2026, 6, 30), (), 1, "code", "me", "half a year", AT)
    store.lock(dt.date(2026, 1, 1), dt.date(2026, 12, 31), (), 1, "code", "me", "the year", AT)
    assert store.locked_by(upload(spend=[spend("A", "2026-Q2", 1)])) == ("2026-01-01 to 2026-06-30", "2026")
    assert store.locked_by(upload(spend=[spend("A", "2026-Q4", 1)])) == ("2026",)


def test_asking_what_an_upload_would_change_leaves_nothing_behind(locked):
    locked.locked_by(upload(spend=[spend("B", "2026-Q2", 21)]))
    assert locked.connection.cursor().execute("select count(*) from pending.spend").fetchall() == [(0,)]
