"""What is wrong with a sheet is said with its cell and its remedy, all at once; errors keep their row out."""

import datetime as dt
import json

import pytest

from data.check.across import Reference
from data.check.check import check
from data.problems import NOTHING_TO_DO
from data.reading.table import CellError, Column, SourceFile, Table
from data.recognition.mapping import FileMapping, Match, Reading

TODAY = dt.date(2026, 11, 21)
SPEND = ("period", "business_unit", "category", "amount")
ADOPTION = ("period", "business_unit", "tool", "seats", "active_users")
PILOTS = ("reporting_on", "initiative_id", "name", "business_unit", "stage", "started_on", "production_on")
GOOD = ("2026-Q1", "Claims", "licences", 10)


def pilot(name: str = "Triage", *, on="2026-03-31", key="CL-1", stage="pilot", started=None, live=None, unit="Claims"):
    return (on, key, name, unit, stage, started, live)


def raised(found, rule: str) -> list[tuple[str | None, str]]:
    return [(problem.cell, problem.severity) for problem in found.problems if problem.rule == rule]


def test_a_good_row_is_stored_as_the_schema_says(checked):
    found = checked(Spend=[SPEND, ("Q1 2026", "Claims ", "Licence fees", "$1.2k")])
    (row,) = found.rows["spend"].to_pylist()
    assert (row["period_start"], row["period_end"]) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert (row["business_unit"], row["category"], row["amount"], row["currency"]) == (
        "Claims",
        "licences",
        1200,
        "USD",
    )
    assert not found.problems


def test_a_row_keeps_its_place_and_its_own_words(checked):
    found = checked(Spend=[(*SPEND, "GL account"), ("Q1 2026", "Claims", "Licence fees", 5, "4711")])
    (row,) = found.rows["spend"].to_pylist()
    assert (row["sheet"], row["source_row"]) == ("Spend", 2)
    assert json.loads(row["original"])["category"] == {"cell": "C2", "text": "Licence fees"}
    assert json.loads(row["extra"]) == {"GL account": "4711"}


def test_what_is_read_is_stored_or_left_out(checked):
    found = checked(Spend=[SPEND, GOOD, ("2026-Q1", "Claims", "licences", "see mail")])
    assert found.counts["spend"] == {"read": 2, "stored": 1, "left_out": 1}


def test_all_problems_are_said_at_once(checked):
    found = checked(Spend=[SPEND, ("Q5 2026", "", "fun", "ten")])
    assert [problem.cell for problem in found.problems] == ["Spend!A2", "Spend!C2", "Spend!D2"]
    assert all(problem.severity == "error" and problem.remedy for problem in found.problems)


def test_a_missing_required_column_is_said_once_and_stops_the_sheet(checked):
    found = checked(Spend=[SPEND[:3], GOOD[:3], GOOD[:3]])
    (problem,) = found.problems
    assert (problem.cell, problem.rule) == ("Spend!A1", "missing_column")
    assert "amount" in problem.says
    assert found.counts["spend"] == {"read": 2, "stored": 0, "left_out": 2}


def test_a_blank_required_cell_is_an_error(checked):
    assert raised(checked(Spend=[SPEND, ("2026-Q1", None, "licences", 10)]), "blank") == [("Spend!B2", "error")]


@pytest.mark.parametrize(("seats", "is_stored"), [(0, True), (1, True), (-1, False), (1.5, False)])
def test_seats_are_whole_and_not_below_zero(checked, seats, is_stored):
    found = checked(Adoption=[ADOPTION, ("2026-Q1", "Claims", "Copilot", seats, None)])
    assert found.counts["adoption"]["stored"] == is_stored
    assert [problem.cell for problem in found.problems] == ([] if is_stored else ["Adoption!D2"])


def test_a_day_that_no_calendar_has_is_not_a_date(checked):
    found = checked(Pilots=[PILOTS, pilot(started="31/02/2026")])
    (problem,) = found.problems
    assert problem.cell == "Pilots!F2"
    assert problem.says == '"31/02/2026" is not a date.'
    assert "YYYY-MM-DD" in problem.remedy


def test_a_date_with_two_readings_is_asked_about_once_for_its_column(checked):
    found = checked(Pilots=[PILOTS, pilot(started="01/02/2026"), pilot(key="CL-2", started="03/04/2026")])
    (problem,) = [problem for problem in found.problems if problem.severity == "error"]
    assert (problem.cell, problem.rule) == ("Pilots!F2", "two_readings")
    assert "1 more cell" in problem.says
    assert found.counts["pilots"]["stored"] == 0


def test_one_day_above_twelve_decides_a_column_of_dates(checked):
    found = checked(Pilots=[PILOTS, pilot(started="01/02/2026"), pilot(key="CL-2", started="13/02/2026")])
    assert found.rows["pilots"]["started_on"].to_pylist() == [dt.date(2026, 2, 1), dt.date(2026, 2, 13)]


def test_a_value_that_is_not_allowed_names_those_that_are(checked):
    (problem,) = checked(Spend=[SPEND, ("2026-Q1", "Claims", "champagne", 10)]).problems
    assert problem.cell == "Spend!C2"
    assert "consulting" in problem.remedy


def test_an_id_may_stand_once_in_a_list(checked):
    found = checked(Pilots=[PILOTS, pilot(), pilot("Another")])
    assert raised(found, "duplicate") == [("Pilots!B3", "error")]
    assert found.counts["pilots"] == {"read": 2, "stored": 1, "left_out": 1}


def test_rows_that_wait_for_their_day_are_not_said_to_be_the_same(checked):
    header = [name for name in PILOTS if name not in ("reporting_on", "initiative_id")]
    rows = [
        [dict(zip(PILOTS, pilot(name), strict=True))[column] for column in header] for name in ("One", "Two", "Three")
    ]
    assert raised(checked(Pilots=[header, *rows]), "duplicate") == []


def test_an_id_may_stand_in_two_units_and_in_two_lists(checked):
    rows = [pilot(), pilot(unit="Legal"), pilot(on="2026-06-30")]
    assert checked(Pilots=[PILOTS, *rows]).counts["pilots"]["stored"] == 3


def test_two_equal_payments_are_a_warning_and_two_different_ones_are_not(checked):
    assert raised(checked(Spend=[SPEND, GOOD, GOOD]), "counted_twice") == [("Spend!D3", "warning")]
    assert not checked(Spend=[SPEND, GOOD, (*GOOD[:3], 11)]).problems


@pytest.mark.parametrize("code", ["Talers", "XYZ"])
def test_a_unit_of_currency_that_nobody_uses_is_an_error(checked, code):
    found = checked(Spend=[(*SPEND, "currency"), (*GOOD, code)])
    assert [(problem.cell, problem.severity) for problem in found.problems] == [("Spend!E2", "error")]


def test_a_currency_without_a_rate_is_a_warning_and_one_with_a_rate_is_not(checked):
    spend = [(*SPEND, "currency"), (*GOOD, "EUR")]
    rates = [("currency", "period", "per_reporting_unit"), ("EUR", "2026-Q1", 0.9)]
    assert raised(checked(Spend=spend), "no_rate") == [("Spend!E2", "warning")]
    assert not checked(Spend=spend, Rates=rates).problems


def test_a_rate_of_another_period_does_not_help(checked):
    rates = [("currency", "period", "per_reporting_unit"), ("EUR", "2025-Q4", 0.9)]
    assert raised(checked(Spend=[(*SPEND, "currency"), (*GOOD, "EUR")], Rates=rates), "no_rate")


def test_an_amount_in_another_currency_than_its_row_is_an_error(checked):
    found = checked(Spend=[(*SPEND, "currency"), (*GOOD[:3], "€ 10", "GBP")])
    assert raised(found, "two_currencies") == [("Spend!D2", "error")]


@pytest.mark.parametrize("code", ["#N/A", "#DIV/0!", "no value"])
def test_a_formula_without_a_value_is_an_error(checked, code):
    found = checked(Spend=[SPEND, (*GOOD[:3], CellError(code))])
    assert [(problem.cell, problem.severity) for problem in found.problems] == [("Spend!D2", "error")]


@pytest.mark.parametrize(("active", "warned"), [(10, False), (11, True)])
def test_more_active_users_than_seats_is_a_warning(checked, active, warned):
    found = checked(Adoption=[ADOPTION, ("2026-Q1", "Claims", "Copilot", 10, active)])
    assert bool(raised(found, "active_users_above_seats")) == warned
    assert found.counts["adoption"]["stored"] == 1


@pytest.mark.parametrize(("live", "warned"), [("2026-01-01", False), ("2025-12-31", True)])
def test_production_before_the_start_is_a_warning(checked, live, warned):
    found = checked(Pilots=[PILOTS, pilot(started="2026-01-01", live=live)])
    assert bool(raised(found, "stage_order")) == warned


@pytest.mark.parametrize(("live", "warned"), [("2026-03-31", False), ("2026-04-01", True)])
def test_a_list_does_not_know_what_happened_after_its_day(checked, live, warned):
    found = checked(Pilots=[PILOTS, pilot(started="2026-01-01", live=live)])
    assert bool(raised(found, "after_the_list")) == warned


@pytest.mark.parametrize(("period", "warned"), [("2026-11", False), ("2026-12", True)])
def test_spend_after_today_is_a_warning(checked, period, warned):
    assert bool(raised(checked(Spend=[SPEND, (period, *GOOD[1:])]), "future_period")) == warned


def test_a_budget_for_the_future_is_no_surprise(checked):
    assert not checked(Spend=[(*SPEND, "basis"), ("2027-Q1", *GOOD[1:], "budget")]).problems


def test_a_benefit_group_claimed_by_two_tools_is_a_warning(checked):
    header = ("period", "deployment_id", "name", "business_unit", "status", "benefit_amount", "benefit_group")
    claim = ("2026-Q1", "D1", "Triage", "Claims", "live", 100, "G1")
    assert raised(checked(Deployments=[header, claim, ("2026-Q1", "D2", *claim[2:])]), "benefit_twice")
    assert not checked(Deployments=[header, claim, ("2026-Q1", "D2", *claim[2:6], "G2")]).problems


@pytest.mark.parametrize(
    ("second", "warned"),
    [(("2026-Q1", 100), False), (("2026-Q1", None), False), (("2026-Q1", 60), True), (("2026-Q2", 60), False)],
)
def test_different_running_costs_of_one_tool_and_period_are_a_warning(checked, second, warned):
    header = ("period", "deployment_id", "name", "business_unit", "status", "benefit_kind", "run_cost")
    row = ("D1", "Triage", "Claims", "live")
    period, cost = second
    found = checked(Deployments=[header, ("2026-Q1", *row, "revenue", 100), (period, *row, "productivity", cost)])
    assert raised(found, "run_costs_added") == ([("Deployments!G3", "warning")] if warned else [])


def test_an_initiative_that_the_pilots_sheet_does_not_know_is_a_warning(checked):
    spend = [(*SPEND, "initiative_id"), (*GOOD, "CL-1"), (*GOOD, "CL-9")]
    found = checked(Spend=spend, Pilots=[PILOTS, pilot()])
    assert raised(found, "unknown_initiative") == [("Spend!E3", "warning")]


def test_an_initiative_known_from_an_earlier_upload_is_known(checked):
    reference = Reference(initiatives={"CL-1": frozenset(["Claims"])})
    assert not checked(reference=reference, Spend=[(*SPEND, "initiative_id"), (*GOOD, "cl-1")]).problems


def test_an_initiative_gone_from_the_list_is_asked_about(checked):
    reference = Reference(lists={"Claims": {dt.date(2025, 12, 31): {"CL-1": "Triage", "CL-2": "Chat"}}})
    found = checked(reference=reference, Pilots=[PILOTS, pilot()])
    assert raised(found, "gone") == [("Pilots!D2", "warning")]
    assert "CL-2" in found.problems[0].says


@pytest.mark.parametrize(("name", "rule"), [("Triage", "moved"), ("Another", "gone")])
def test_an_initiative_that_went_to_another_unit_s_list_is_asked_about(checked, name, rule):
    reference = Reference(lists={"Legal": {dt.date(2025, 12, 31): {"CL-1": "Triage", "L-1": "Chat"}}})
    found = checked(reference=reference, Pilots=[PILOTS, pilot("Chat", key="L-1", unit="Legal"), pilot(name)])
    assert raised(found, rule) == [("Pilots!D2", "warning")]
    assert found.counts["pilots"]["stored"] == 2


def test_what_names_another_unit_s_initiative_is_said_to_count_there(checked):
    known = Reference(initiatives={"cl-1": frozenset(["Claims"])})
    found = checked(reference=known, Spend=[(*SPEND, "initiative_id"), ("2026-Q1", "Legal", "licences", 10, "CL-1")])
    assert raised(found, "of_another_unit") == [("Spend!E2", "note")]
    assert "counts there" in found.problems[0].says


def test_which_of_two_units_initiatives_is_meant_is_asked(checked):
    """K26."""
    known = Reference(initiatives={"i1": frozenset(["A", "B"])})
    header = (*SPEND, "initiative_id")
    rows = [("2026-Q1", unit, "licences", 10, "I1") for unit in ("A", "B", "C")]
    found = checked(reference=known, Spend=[header, *rows])
    assert [(problem.cell, problem.rule) for problem in found.problems] == [("Spend!E4", "of_several_units")]


@pytest.mark.parametrize(("total", "warned"), [(20, False), (25, True)])
def test_a_totals_row_that_says_another_sum_is_a_warning(checked, total, warned):
    found = checked(Spend=[SPEND, GOOD, (*GOOD[:3], 10.0001)], totals=("Total", None, None, total))
    assert raised(found, "totals_row") == ([("Spend!D4", "warning")] if warned else [])


@pytest.mark.parametrize(("group", "whole", "warned"), [(10, 30, []), (11, 30, ["S!B4"]), (10, 31, ["S!B6"])])
def test_a_group_s_total_is_checked_against_its_group_and_the_last_against_all(group, whole, warned):
    unit, amount = Column("A", "business_unit", ["Claims", "Claims", "Legal"]), Column("B", "amount", [4.0, 6.0, 20.0])
    feet = ((4, {"A": "Claims total", "B": float(group)}), (6, {"A": "Total", "B": float(whole)}))
    file = SourceFile("s.xlsx", "", (Table("S", 1, [2, 3, 5], (unit, amount), feet),))
    columns = {"business_unit": Match("business_unit", "A", 1, ""), "amount": Match("amount", "B", 1, "")}
    answers = {"period": "2026-Q1", "category": "licences"}
    meant = FileMapping((Reading("S", 1, "spend", columns, answers=answers),))
    found = check(file, meant, Reference(), TODAY)
    assert [problem.cell for problem in found.problems if problem.rule == "totals_row"] == warned


def test_a_totals_row_is_in_thousands_as_its_column_is(checked):
    found = checked(Spend=[(*SPEND[:3], "Amount (k€)"), GOOD], totals=("Total", None, None, 10))
    assert not raised(found, "totals_row")


def test_more_problems_of_one_kind_than_anybody_reads_are_counted(checked):
    found = checked(Spend=[SPEND, *((*GOOD[:3], "ten") for _ in range(1003))])
    assert len(found.problems) == 1001
    assert "3 more cells" in found.problems[0].says + found.problems[-1].says
    assert found.counts["spend"]["left_out"] == 1003


def test_an_initiative_without_an_id_gets_one_from_unit_and_name(checked):
    found = checked(Pilots=[PILOTS, pilot(key=None), pilot("Chat Bot", key="n/a")])
    assert found.rows["pilots"]["initiative_id"].to_pylist() == ["claims-triage", "claims-chat-bot"]
    assert raised(found, "made_id") == [("Pilots!B2", "warning")]


def test_one_unit_in_two_spellings_is_one_unit(checked):
    reference = Reference(spelled={"business_unit": {"claims": "Claims"}})
    found = checked(reference=reference, Spend=[SPEND, ("2026-Q1", "CLAIMS", "licences", 10)])
    assert found.rows["spend"]["business_unit"].to_pylist() == ["Claims"]
    assert raised(found, "spelling") == [("Spend!B2", "warning")]


def test_e_mail_addresses_are_not_stored_anywhere(checked):
    header = (*SPEND, "note", "Contact e-mail", "Remark")
    row = (*GOOD, "ask jo@example.com", "jo@example.com", "or al@example.com")
    (stored,) = checked(Spend=[header, row]).rows["spend"].to_pylist()
    assert "example.com" not in str(stored)
    assert "Contact e-mail" not in stored["extra"]


def test_amounts_in_thousands_are_stored_whole(checked):
    found = checked(
        Spend=[("period", "business_unit", "category", "Amount (k€)"), ("2026-Q1", "Claims", "licences", 12)]
    )
    (row,) = found.rows["spend"].to_pylist()
    assert (row["amount"], row["currency"]) == (12_000, "EUR")


def test_a_period_that_the_sheet_does_not_say_is_asked_for(checked):
    sheet = [SPEND[1:], GOOD[1:]]
    assert raised(checked(Spend=sheet), "asked_when") == [("Spend!A1", "error")]
    assert checked(period="2026-03", Spend=sheet).rows["spend"]["period_end"].to_pylist() == [dt.date(2026, 3, 31)]


def test_what_nothing_needs_to_be_done_about_is_a_note_and_comes_last(checked):
    header = (*SPEND, "vendor")
    found = checked(
        Spend=[header, (*GOOD, "jo.kim@example.com"), ("2026-Q1", "Claims", "licences", "ten", "V"), (*GOOD, "V")]
    )
    assert raised(found, "personal") == [("Spend!E2", "note")]
    assert [problem.severity for problem in found.problems][-1] == "note"
    assert all((problem.severity == "note") == (problem.remedy == NOTHING_TO_DO) for problem in found.problems)


SURVEY = ("period", "business_unit", "confidence", "uses_own_tools", "skill_4_5", "responses", "invited")


def answer(confidence=None, own_tools=None, skilled=None, responses=None, invited=None, unit="Claims"):
    return ("2026-Q1", unit, confidence, own_tools, skilled, responses, invited)


def test_a_survey_row_without_an_answer_is_no_row(checked):
    blank = answer(own_tools="", skilled="n/a", invited=40, unit="Legal")
    found = checked(Survey=[SURVEY, answer(4), blank, answer(invited=40, unit=None)])
    assert [row["business_unit"] for row in found.rows["survey"].to_pylist()] == ["Claims"]
    assert found.counts["survey"] == {"read": 3, "stored": 1, "left_out": 2}
    assert [(problem.cell, problem.severity, problem.says) for problem in found.problems] == [
        ("Survey!C3", "warning", "No answer and no figure in 2 rows: left out.")
    ]


@pytest.mark.parametrize(
    "row",
    [answer(1), answer(own_tools="no"), answer(skilled=0, responses=8), answer(responses=3, invited=40)],
    ids=["the least score", "a no", "nobody agrees", "how many replied"],
)
def test_a_survey_row_with_one_answer_is_a_row(checked, row):
    found = checked(Survey=[SURVEY, row])
    assert found.counts["survey"]["stored"] == 1
    assert not found.problems


def test_a_row_that_is_wrong_is_not_said_to_be_empty_as_well(checked):
    found = checked(Survey=[SURVEY, answer("high")])
    assert [(problem.cell, problem.severity) for problem in found.problems] == [("Survey!C2", "error")]
