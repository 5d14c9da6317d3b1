"""A sheet is proposed as a dataset and its headers as columns, with how sure that is; a person has the last word."""

from dataclasses import replace

import pytest

from data.recognition.mapping import ENOUGH_FOR_YES
from data.recognition.names import MOST_BY_LOOKS
from data.recognition.profiles import UnknownProfile
from data.recognition.recognise import given, recognise
from data.recognition.vocabulary import meant
from data.schema import PILOTS, SPEND

HEADER = ("period", "business_unit", "category", "amount")
ROW = ("2026-Q1", "Claims", "licences", 10)


def headers(mapping) -> dict[str, str]:
    (reading,) = mapping.readings
    return {name: match.header for name, match in reading.columns.items()}


def test_our_own_names_need_no_confirmation(source):
    mapping = recognise(source(Spend=[HEADER, ROW]))
    assert mapping.is_confirmed
    assert mapping.readings[0].dataset == "spend"


def test_other_words_for_our_columns_are_proposed(source):
    mapping = recognise(source(Data=[("Quarter", "Department", "Cost category", "Total cost"), ROW]))
    assert headers(mapping) == {
        "period": "Quarter",
        "business_unit": "Department",
        "category": "Cost category",
        "amount": "Total cost",
    }
    assert not mapping.is_confirmed
    assert mapping.confidence >= ENOUGH_FOR_YES


def test_a_near_miss_is_proposed_with_less_confidence_and_says_why(source):
    mapping = recognise(source(Spend=[("perriod", "business unit", "category", "amount"), ROW]))
    match = mapping.readings[0].columns["period"]
    assert match.confidence < 0.9
    assert match.why == 'like "period"'


def test_a_near_miss_whose_cells_do_not_fit_is_not_proposed(source):
    mapping = recognise(source(Spend=[(*HEADER, "delivred_on"), (*ROW, "by courier")]))
    assert "delivered_on" not in headers(mapping)


def test_a_column_without_a_telling_name_is_proposed_by_its_cells_but_not_for_yes(source):
    mapping = recognise(source(Spend=[("Wann", *HEADER[1:]), ROW]))
    assert headers(mapping)["period"] == "Wann"
    assert mapping.confidence < ENOUGH_FOR_YES


@pytest.mark.parametrize(("others", "is_found"), [(MOST_BY_LOOKS - 4, True), (MOST_BY_LOOKS - 3, False)])
def test_among_hundreds_of_columns_none_is_found_by_its_cells_alone(source, others, is_found):
    header = ["when", "unit", "category", "amount", *(f"remark {at}" for at in range(others))]
    line = ["2026-Q1", "Claims", "licences", 10, *["x"] * others]
    columns = recognise(source(Spend=[header, line])).readings[0].columns
    assert ("period" in columns) == is_found
    assert columns["amount"].header == "amount"


def test_the_currency_and_scale_of_a_header_are_taken(source):
    (reading,) = recognise(source(Spend=[(*HEADER[:3], "Amount (k€)"), ROW])).readings
    assert reading.answers == {"currency": "EUR", "scale.amount": "1000"}


def test_what_explains_the_template_is_left_out(source):
    mapping = recognise(source(**{"Spend": [HEADER, ROW], "Example": [HEADER, ROW], "Read me": [("A", "B"), (1, 2)]}))
    assert [reading.sheet for reading in mapping.readings] == ["Spend"]


def test_a_sheet_that_is_like_nothing_is_left_out_by_name(source):
    mapping = recognise(source(Spend=[HEADER, ROW], Lunch=[("Dish", "Price"), ("Soup", 4)]))
    assert mapping.left_out == (("Lunch", "is not like any dataset"),)


def test_the_sheet_s_name_decides_between_datasets_with_the_same_headers(source):
    header = ("period", "id", "name", "business_unit", "status")
    row = ("2026-Q1", "1", "Triage", "Claims", "live")
    assert recognise(source(Deployments=[header, row])).readings[0].dataset == "deployments"


def test_a_sheet_named_budget_is_budget(source):
    (reading,) = recognise(source(**{"Spend Budget": [HEADER, ROW]})).readings
    assert reading.answers["basis"] == "budget"


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("spend 2026-Q1.xlsx", "2026-Q1"),
        ("Q1_2026.xlsx", "2026-Q1"),
        ("costs-2026-03.csv", "2026-03"),
        ("costs.csv", ""),
    ],
)
def test_a_period_in_the_name_of_the_file_is_proposed(source, name, proposed):
    (reading,) = recognise(source(name=name, Spend=[HEADER[1:], ROW[1:]])).readings
    (question,) = reading.open_questions
    assert (question.key, question.proposed) == ("period", proposed)


def test_a_period_that_was_said_is_not_asked_for(source):
    (reading,) = recognise(source(Spend=[HEADER[1:], ROW[1:]]), period="Q1 2026").readings
    assert reading.answers["period"] == "2026-Q1"
    assert not reading.open_questions


def test_a_period_that_is_none_is_refused(source):
    with pytest.raises(ValueError, match="soon"):
        recognise(source(Spend=[HEADER[1:], ROW[1:]]), period="soon")


def test_an_order_of_day_and_month_that_nothing_decides_is_asked_for(source):
    (reading,) = recognise(source(Spend=[(*HEADER, "delivered_on"), (*ROW, "01/02/2026")])).readings
    assert [question.key for question in reading.open_questions] == ["order.delivered_on"]


def test_a_profile_that_does_not_exist_is_refused_with_those_that_do(source):
    with pytest.raises(UnknownProfile, match="us_federal_inventory"):
        recognise(source(Spend=[HEADER, ROW]), profile="nope")


def test_tables_side_by_side_are_read_each_by_its_own_columns(source):
    both = source(Spend=[(*HEADER, "currency", "rate"), (*ROW, "EUR", 0.9)]).tables[0]
    left, right = replace(both, columns=both.columns[:4]), replace(both, columns=both.columns[4:])
    mapping = recognise(replace(source(Spend=[HEADER, ROW]), tables=(left, right)))
    assert [(reading.is_of(left), reading.is_of(right)) for reading in mapping.readings] == [
        (True, False),
        (False, True),
    ]


def test_a_mapping_that_names_a_column_that_is_not_there_is_refused(source):
    with pytest.raises(ValueError, match="Betrag"):
        given(
            {"sheets": [{"sheet": "Spend", "dataset": "spend", "columns": {"amount": "Betrag"}}]},
            source(Spend=[HEADER, ROW]),
        )


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("Acquisition and/or Development", "pilot"),
        ("Operation and Maintenance", "production"),
        ("In mission", "production"),
        ("Initiated", "idea"),
        ("c) Deployed – The use case is being used", "production"),
        ("Retired", "retired"),
        ("PoC", "pilot"),
        ("prodution", "production"),
        ("banana", None),
    ],
)
def test_stages_in_other_words_are_known(written, stage):
    assert meant(PILOTS["stage"], written)[0] == stage


def test_categories_in_other_words_are_known():
    assert meant(SPEND["category"], "Advisory")[0] == "consulting"
    assert meant(SPEND["category"], "plan")[0] is None


AGENTS = ("Quarter", "Business unit", "Agent ID", "Platform", "Autonomy level", "Runs", "Tokens", "Status")
PAYMENTS = ("Department", "Entity", "Payment Date", "Supplier Name", "Expense Area", "Amount (excluding VAT)")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (AGENTS, ("2026-Q3", "Claims", "AG-1", "Copilot Studio", "Acts alone", 12000, 480000000, "Live")),
        (PAYMENTS, ("Digital", "DIG", "11-May-26", "Alder Components Ltd", "Client Delivery", "47,072.02")),
        (("Quarter", "Business unit", "kWh", "kg CO2"), ("2026-Q3", "Claims", 1200, 480)),
        (("Quarter", "Department", "GL code", "Budgeted heads"), ("2026-Q3", "Claims", 6100, 12)),
        (("Quarter", "Department", "Invited", "n"), ("2026-Q3", "Claims", 40, 12)),
    ],
    ids=["agents", "payments", "carbon", "budget", "replies"],
)
@pytest.mark.parametrize("sheet", ["Data", "Survey"])
def test_a_sheet_without_an_answer_column_is_no_survey(source, sheet, header, row):
    assert "survey" not in [reading.dataset for reading in recognise(source(**{sheet: [header, row]})).readings]


@pytest.mark.parametrize("answer", ["Confidence", "leader_uses", "Shadow use", "skill_4_5"])
def test_a_sheet_with_any_answer_column_is_a_survey(source, answer):
    mapping = recognise(source(Data=[("Quarter", "Business unit", answer), ("2026-Q3", "Claims", 1)]))
    assert [reading.dataset for reading in mapping.readings] == ["survey"]
    assert mapping.confidence >= ENOUGH_FOR_YES
