"""Who is late, what is missing for which figure, and what should be filled in first."""

import datetime as dt

import pytest

from queries.quality import TRULY_BLANK, needed, quality

TODAY = dt.date(2026, 10, 20)  # the third quarter has been over for twenty days


def spent(unit: str, period: str, amount: float = 100.0, **more) -> dict:
    return {"business_unit": unit, "period": period, "category": "licences", "amount": amount} | more


def use(unit: str, period: str, **more) -> dict:
    return {"business_unit": unit, "period": period, "tool": "x"} | more


def listed(unit: str, day: str, **more) -> dict:
    named = {"business_unit": unit, "initiative_id": f"{unit} 1", "name": "x", "stage": "pilot"}
    return named | {"reporting_on": day} | more


def state(found, unit: str, dataset: str):
    return next(one for one in found.sheets if (one.business_unit, one.dataset) == (unit, dataset))


def test_without_any_upload_there_is_nothing_to_judge(book):
    assert quality(book(), TODAY) is None


# late


def test_the_quarter_asked_about_is_the_last_that_has_finished(book):
    shown = book(spend=[spent("A", "2026-Q2")])
    assert quality(shown, dt.date(2026, 9, 30)).quarter.label == "2026-Q2"
    assert quality(shown, dt.date(2026, 10, 1)).quarter.label == "2026-Q3"


def test_an_earlier_quarter_that_was_chosen_is_asked_about(book):
    shown = book(spend=[spent("A", "2026-Q1"), spent("A", "2026-Q2")], until="2026-Q1")
    assert quality(shown, TODAY).quarter.label == "2026-Q1"
    assert state(quality(shown, TODAY), "A", "spend").state == "sent"


@pytest.mark.parametrize(
    ("last", "says"), [("2026-Q3", "sent"), ("2026-Q2", "late"), ("2025-Q3", "late"), ("2025-Q2", "lapsed")]
)
def test_a_sheet_is_late_where_it_came_within_the_last_year(book, last, says):
    assert state(quality(book(spend=[spent("A", last)]), TODAY), "A", "spend").state == says


def test_days_late_are_counted_from_the_end_of_the_quarter(book):
    late = state(quality(book(spend=[spent("A", "2026-Q2")]), TODAY), "A", "spend")
    assert (late.last, late.days_late) == ("2026-Q2", 20)


def test_a_budget_for_the_quarter_is_no_report_of_it(book):
    rows = [spent("A", "2026-Q2"), spent("A", "2026-Q3", basis="budget")]
    assert state(quality(book(spend=rows), TODAY), "A", "spend").state == "late"


def test_a_unit_that_never_sent_a_sheet_is_not_late_with_it(book):
    found = quality(book(spend=[spent("A", "2026-Q3")]), TODAY)
    assert state(found, "A", "pilots").state == "never"
    assert found.late == ()


@pytest.mark.parametrize(("day", "says"), [("2026-09-30", "sent"), ("2026-10-15", "sent"), ("2026-06-30", "late")])
def test_a_later_list_answers_for_the_quarter_too(book, day, says):
    found = quality(book(pilots=[listed("A", day, started_on="2026-01-01")]), TODAY)
    assert (state(found, "A", "pilots").state in ("sent", "partly")) == (says == "sent")


def test_a_later_months_money_does_not(book):
    rows = [spent("A", "2026-Q2"), spent("A", "2026-10")]
    assert state(quality(book(spend=rows), TODAY), "A", "spend").state == "late"


# missing


def test_a_column_that_is_blank_in_every_row_is_named(book):
    rows = [use("A", "2026-Q3", active_users=50, headcount=90, embedded=True, habitual_users=20, seat_price=10.0)]
    one = state(quality(book(adoption=rows), TODAY), "A", "adoption")
    assert (one.state, one.blank) == ("partly", ("seats", "workflows_redesigned"))


def test_a_column_that_can_truly_be_blank_is_not_called_missing(book):
    rows = [listed("A", "2026-09-30", started_on="2026-01-01")]
    assert "barrier" not in state(quality(book(pilots=rows), TODAY), "A", "pilots").blank


@pytest.mark.parametrize(("stage", "is_gap"), [("idea", False), ("pilot", True)])
def test_an_idea_has_no_start_to_fill_in(book, stage, is_gap):
    found = quality(book(pilots=[listed("A", "2026-09-30", stage=stage)]), TODAY)
    assert ("started_on" in {gap.column for gap in found.gaps}) == is_gap


def test_a_gap_counts_rows_and_names_the_units_with_the_most_first(book):
    rows = [use("A", "2026-Q3", seats=1), use("B", "2026-Q3", tool="y"), use("B", "2026-Q3", tool="z")]
    found = quality(book(adoption=[*rows, use("A", "2026-Q3", tool="w")]), TODAY)
    gap = next(one for one in found.gaps if one.column == "seats")
    assert (gap.blank, gap.rows, gap.units) == (3, 4, ("B", "A"))
    assert "seat_utilisation" in gap.figures


def test_how_many_left_a_question_blank_is_never_told(book):
    rows = [{"business_unit": "A", "period": "2026-Q3", "uses_own_tools": True}] * 6 + [
        {"business_unit": "A", "period": "2026-Q3", "ai_is_default_start": True}
    ]
    assert "survey" not in {gap.dataset for gap in quality(book(survey=rows), TODAY).gaps}


# first


def test_the_column_that_unlocks_the_most_figures_comes_first(book):
    known = {"active_users": 50, "headcount": 90, "seat_price": 10.0, "hours_saved": 5.0}
    found = quality(book(adoption=[use("A", "2026-Q3", **known)], spend=[spent("A", "2026-Q3")]), TODAY)
    first, *others = [one for one in found.first if one.dataset == "adoption"]
    assert (first.columns, first.units) == (("seats",), ("A",))
    assert {"seats", "seat_utilisation", "shelfware"} <= set(first.unlocks)
    assert all(len(first.unlocks) >= len(one.unlocks) / len(one.columns) for one in others)


def test_what_it_says_it_would_unlock_it_unlocks(book):
    rows = [use("A", "2026-Q3", active_users=50, headcount=90, seat_price=10.0)]
    before = quality(book(adoption=rows), TODAY)
    seats = next(one for one in before.first if one.columns == ("seats",))
    after = quality(book(adoption=[rows[0] | {"seats": 80}]), TODAY)
    assert set(before.waiting) - set(after.waiting) == set(seats.unlocks)


def test_with_equal_figures_the_dearer_unit_comes_first(book):
    kept = {"active_users": 50, "headcount": 90}
    rows = [use("A", "2026-Q3", seats=5, **kept), use("B", "2026-Q3", seat_price=1.0, **kept)]
    people = [{"business_unit": unit, "period": "2026-Q3", "headcount": 90} for unit in "AB"]
    people[0] |= {"open_ai_roles": 1}
    people[1] |= {"builders_left": 1}
    found = quality(
        book(adoption=rows, people=people, spend=[spent("A", "2026-Q3", 1), spent("B", "2026-Q3", 9)]), TODAY
    )
    alone = [one for one in found.first if one.columns and len(one.units) == len(one.columns) == len(one.unlocks) == 1]
    assert [one.spent for one in alone] == sorted((one.spent for one in alone), reverse=True)
    assert {one.spent for one in alone} == {1, 9}


def test_units_that_lack_the_same_stand_together(book):
    found = quality(book(spend=[spent("A", "2026-Q3"), spent("B", "2026-Q3", 30.0)]), TODAY)
    pilots = [one for one in found.first if (one.dataset, one.columns) == ("pilots", ())]
    assert [(one.units, one.spent) for one in pilots] == [(("A", "B"), 130)]


def test_either_of_two_columns_is_enough(book):
    tool = {"business_unit": "A", "period": "2026-Q3", "deployment_id": "d", "name": "d", "status": "live"}
    lacking = quality(book(deployments=[tool]), TODAY)
    assert "claimed_value" in lacking.waiting
    assert "claimed_value" not in quality(book(deployments=[tool | {"hours_saved": 3.0}]), TODAY).waiting


def test_columns_that_only_help_together_are_named_together(book):
    rows = [use("A", "2026-Q3", active_users=50)]
    found = quality(book(adoption=rows), TODAY)
    assert ("seat_price", "seats") in {one.columns for one in found.first if one.dataset == "adoption"}


# who may see it


def test_behind_a_lock_other_units_are_not_named(book):
    book(spend=[spent("A", "2026-Q3"), spent("B", "2026-Q2")])
    locked = book(allowed_units=["A"])
    found = quality(locked, TODAY)
    assert found.units == ("A",)
    assert "B" not in str(found)


def test_what_can_truly_be_blank_is_a_column_that_figures_need():
    columns = {f"{dataset}.{column}" for dataset, names in needed().items() for column in names}
    assert columns >= TRULY_BLANK
