"""Exports rolled up: every row of the file is behind a row that comes out or counted, and nobody can be found in them."""

import datetime as dt
import hashlib
import json
from dataclasses import replace

import duckdb
import pytest

from data.check.across import Reference
from data.check.check import check
from data.ingest.corrections import corrected
from data.problems import NOTHING_TO_DO, errors
from data.recognition.profiles import builtin
from data.recognition.recognise import recognise
from data.recognition.roll_up import BEHIND, MACROS, Known, rolled_up
from data.schema import DATASETS
from tests.data.conftest import TODAY, source

CODE = ("User", "Spend this Month (USD)", "Lines this Month")  # Claude Code: spend and adoption from one table
COSTS = ("start_time_iso", "amount_value", "amount_currency", "line_item", "project_name", "user_email")
COMMITMENT = (
    "ContractCommitmentId",
    "ContractCommitmentType",
    "ContractCommitmentCost",
    "ContractCommitmentPeriodStart",
    "ContractCommitmentPeriodEnd",
    "BillingCurrency",
)
ROLLED = [profile for profile in builtin().values() if profile.becomes]
ROLL_UPS = [
    pytest.param(profile, becomes, id=f"{profile.name}-{becomes.dataset}")
    for profile in ROLLED
    for becomes in profile.becomes
]
NUMBERS = (
    "amount",
    "cost",
    "spend",
    "tokens",
    "requests",
    "lines",
    "quantity",
    "price",
    "licenses",
    "active users",
    "prompts",
    "actions",
    "active days",
)
ASKED = {"period", "reporting_on"}  # what a person is asked for where the file does not say it


def cost(day="2026-01-31", amount="1.5", project="Claims", person=None):
    return (f"{day}T00:00:00+00:00", amount, "usd", "tokens", project, person)


def people(*names, spend=1):
    return [(name, spend, 10) for name in names]


def by_dataset(file):
    return {table.dataset: table for table in file.tables}


def values(table, name):
    return list(table.column(name).values)


def known(units=None, **more):
    """Known units, as the store gives them: by the key of the name."""
    keys = {hashlib.sha256(f"salt{name.lower()}".encode()).hexdigest(): unit for name, unit in (units or {}).items()}
    return Known(salt="salt", units=keys, **more)


# Accounting


def test_every_row_is_behind_a_row_or_counted_with_its_reason():
    rows = [cost(), cost(amount=None), cost(amount="free"), cost(day="soon"), cost(project="Sales")]
    file = rolled_up(source(Costs=[COSTS, *rows]), Known())
    [table] = file.tables
    assert (table.rows, table.rolled_up) == ([2, 6], [[2], [6]])
    assert table.left_out == (
        (1, "days without costs"),
        (1, "the amount is not a number"),
        (1, "the day is not a date"),
    )
    assert table.lines_read == 5
    left_out = [problem for problem in file.problems if problem.rule.startswith("left_out")]
    assert [(problem.severity, problem.cell) for problem in left_out] == [
        ("note", "Costs!A3"),
        ("error", "Costs!B4"),
        ("error", "Costs!A5"),
    ]


def test_of_more_than_a_thousand_bad_cells_the_rest_is_counted():
    file = rolled_up(source(Costs=[COSTS, cost(), *[cost(amount="1,2")] * 1002]), Known())
    assert [problem.says for problem in errors(file.problems)[1000:]] == [
        "2 more of 1,003 rows are not in spend: the amount is not a number."
    ]


def test_a_row_that_stands_behind_several_rows_is_counted_once():
    row = ("C1", "Spend", 1200, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "USD")
    file = rolled_up(source(Commitments=[COMMITMENT, row]), Known())
    checked = check(file, recognise(file).confirmed(), Reference(), TODAY)
    assert checked.counts == {"spend": {"read": 1, "stored": 12, "left_out": 0, "rolled_up": 1}}


def test_each_dataset_of_an_export_accounts_for_every_row():
    rows = [*people("a", "b", "c", "d", "e"), (None, 20, 0), ("f", None, 0), ("5 active users", 25, 0)]
    file = rolled_up(source(Team=[CODE, *rows]), Known())
    checked = check(file, recognise(file, period="2026-01").confirmed(), Reference(), TODAY)
    assert checked.counts["spend"] == {"read": 8, "stored": 1, "left_out": 2, "rolled_up": 6}
    assert checked.counts["adoption"] == {"read": 8, "stored": 1, "left_out": 3, "rolled_up": 5}
    assert values(by_dataset(file)["spend"], "amount") == [25.0]


def test_an_export_without_a_row_of_use_is_an_error_with_the_reason():
    file = rolled_up(source(Costs=[COSTS, cost(amount=None)]), Known())
    assert [problem.says for problem in errors(file.problems)] == [
        "No row of this export can be used: days without costs."
    ]
    empty = rolled_up(source(Costs=[COSTS]), Known())
    assert [problem.says for problem in errors(empty.problems)] == ["This export has no row below its header."]


def test_the_order_of_the_rows_changes_no_sum():
    rows = [cost(amount=str(number / 7)) for number in range(1, 200)]
    [there], [back] = (rolled_up(source(C=[COSTS, *some]), Known()).tables for some in (rows, rows[::-1]))
    assert values(there, "amount") == values(back, "amount")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12", 12),
        ("-0.5", -0.5),
        ("$0.01", 0.01),
        ("$1,234.50", 1234.5),
        ("(3.20)", -3.2),
        ("(1,234.50)", -1234.5),
        ("1,234,567", 1234567),
        ("1.5e-5", 1.5e-5),
        (0.1, 0.1),
        ("0,12", None),
        ("1,234", None),
        ("1.234,50", None),
        ("12 EUR", None),
        ("1e999", None),
    ],
)
def test_an_amount_is_read_as_exports_write_it_and_one_with_two_readings_is_an_error(written, amount):
    file = rolled_up(source(C=[COSTS, cost(amount=written), cost(amount="1")]), Known())
    assert sum(values(file.tables[0], "amount")) == pytest.approx(1 + (amount or 0))
    where = [problem.cell for problem in errors(file.problems)]
    assert where == ([] if amount is not None else ["C!B2"])


def test_a_date_of_a_workbook_is_a_day():
    file = rolled_up(
        source(C=[COSTS, (dt.datetime(2026, 1, 31, 5), *cost()[1:]), (dt.date(2026, 2, 1), *cost()[1:])]), Known()
    )
    assert values(file.tables[0], "period") == ["2026-01", "2026-02"]


def test_a_cell_corrected_by_hand_stands_beside_the_row_made_of_it_and_a_name_does_not():
    read = source(C=[COSTS, cost(amount="1,2", person="ann@x.org"), cost(), cost(project="Sales")])
    file = rolled_up(corrected(read, {"C!B2": "1.2", "C!F2": "bob@x.org"}), Known())
    checked = check(file, recognise(file).confirmed(), Reference(), TODAY)
    assert [row["amount"] for row in checked.rows["spend"].to_pylist()] == [2.7, 1.5]
    beside = [json.loads(row["extra"]).get("corrected by hand") for row in checked.rows["spend"].to_pylist()]
    assert beside == ['B2 said "1,2", corrected to "1.2"; F2', None]


# People


def test_a_group_below_the_smallest_is_left_out_and_one_of_it_is_not():
    small, enough = people("a", "b", "c", "d"), people("a", "b", "c", "d", "e")
    few = rolled_up(source(Team=[CODE, *small]), Known(smallest_group=5))
    assert [table.dataset for table in few.tables] == ["spend"]
    assert any(
        "4 of 4 rows are not in adoption: groups of fewer than 5 people" in problem.says for problem in few.problems
    )
    many = by_dataset(rolled_up(source(Team=[CODE, *enough]), Known(smallest_group=5)))
    assert values(many["adoption"], "active_users") == [5]


def test_a_person_is_counted_once_however_the_name_is_written():
    rows = people("Ann@x.org", " ann@x.org", "bob@x.org")
    made = by_dataset(rolled_up(source(Team=[CODE, *rows]), Known(smallest_group=1)))
    assert values(made["adoption"], "active_users") == [2]


def test_the_unit_of_a_person_is_found_by_the_salted_key_of_their_name():
    rows = people("Ann@x.org", "bob@x.org")
    made = by_dataset(rolled_up(source(Team=[CODE, *rows]), known({"ann@x.org": "Claims"})))
    assert values(made["spend"], "business_unit") == ["Claims", "not stated"]
    other_salt = replace(known({"ann@x.org": "Claims"}), salt="other")
    assert values(by_dataset(rolled_up(source(Team=[CODE, *rows]), other_salt))["spend"], "business_unit") == [
        "not stated"
    ]


def test_who_has_no_unit_is_said_once_with_the_number_of_rows():
    file = rolled_up(source(Team=[CODE, *people("a", "b")]), known({"a": "Claims"}))
    [unknown_unit] = [problem for problem in file.problems if problem.rule == "no_unit"]
    assert unknown_unit.says == '1 row names no business unit: in spend under "not stated".'


def test_a_department_is_looked_up_and_stands_as_it_is_where_it_has_no_unit():
    file = rolled_up(source(C=[COSTS, cost(project="p-1"), cost(project="p-2")]), known({"P-1": "Claims"}))
    assert values(file.tables[0], "business_unit") == ["Claims", "p-2"]


def test_one_unit_in_two_spellings_is_one_row_and_its_people_are_counted_together():
    rows = [cost(project="claims", person=name) for name in "abc"] + [
        cost(project="CLAIMS", person=name) for name in "def"
    ]
    rows += [cost(project="p-1", person="g")]
    made = by_dataset(rolled_up(source(C=[COSTS, *rows]), known({"p-1": "Claims"})))
    assert (values(made["adoption"], "business_unit"), values(made["adoption"], "active_users")) == (["Claims"], [7])


def test_a_file_of_people_is_said_to_hold_them_and_others_are_not():
    assert rolled_up(source(Team=[CODE, *people("a")]), Known()).holds_people
    assert not rolled_up(source(C=[COSTS[:5], cost()[:5]]), Known()).holds_people


@pytest.mark.parametrize("profile", ROLLED, ids=lambda profile: profile.name)
def test_no_identity_comes_out(profile):
    """A canary in every personal column, in a row that is otherwise as good as the profile's columns can be filled."""
    headers = _headers(profile)
    row = ["canary@people.example" if _is_personal(profile, header) else _some(header) for header in headers]
    file = rolled_up(source("f-2026.csv", Sheet=[headers, *([row] * 6)]), Known(smallest_group=1))
    mapping = recognise(file, period="2026-Q1").confirmed()
    checked = check(file, mapping, Reference(), TODAY)
    assert any(rows.num_rows for rows in checked.rows.values())
    written = json.dumps([rows.to_pylist() for rows in checked.rows.values()], default=str)
    spoken = json.dumps([str(problem) for problem in checked.problems])
    assert "canary" not in written + spoken
    assert file.holds_people == any(_is_personal(profile, header) for header in headers)


# Which table is which export


def test_other_tables_of_a_workbook_stay_as_they_are():
    spend = [("period", "business_unit", "category", "amount"), ("2026-Q1", "Claims", "licences", 10)]
    file = rolled_up(source(Spend=spend, Costs=[COSTS, cost()]), Known())
    assert [(table.sheet, table.dataset, table.made_by) for table in file.tables] == [
        ("Spend", "", ""),
        ("Costs", "spend", "openai_costs"),
    ]


def test_an_export_beside_sheets_that_people_fill_in_is_one_of_them_and_alone_it_is_a_source_of_its_own():
    spend = [("period", "business_unit", "category", "amount"), ("2026-Q1", "Claims", "licences", 10)]
    beside = rolled_up(source(Costs=[COSTS, cost()], Spend=spend), Known())
    assert recognise(beside).profile == ""
    assert recognise(rolled_up(source(Costs=[COSTS, cost()]), Known())).profile == "openai_costs"


def test_an_export_that_was_rolled_up_is_not_rolled_up_again():
    file = rolled_up(source(Costs=[COSTS, cost()]), Known())
    assert rolled_up(file, Known()) == file


def test_of_two_profiles_the_one_that_knows_more_headers_reads():
    headers = ("start_time", "end_time", "end_time_iso", *COSTS)
    file = rolled_up(source(C=[headers, ("1", "2", "3", *cost())]), Known())
    assert file.tables[0].made_by == "openai_costs"


def test_a_profile_named_by_the_person_reads_a_table_with_most_of_its_columns():
    renamed = ("start_time_iso", "amount_value", "amount_currency", "line", "project_name", "user_email")
    assert rolled_up(source(C=[renamed, cost()]), Known()).tables[0].made_by == ""
    assert rolled_up(source(C=[renamed, cost()]), Known(), "openai_costs").tables[0].made_by == "openai_costs"


def test_a_profile_that_fits_no_table_is_refused_in_words():
    with pytest.raises(ValueError, match="has the columns of: OpenAI platform costs"):
        rolled_up(source(C=[("a", "b"), (1, 2)]), Known(), "openai_costs")


def test_an_export_of_no_use_is_refused_with_what_to_export_instead():
    headers = ("start_time", "end_time", "start_time_iso", "end_time_iso")
    file = rolled_up(source(Usage=[headers, ("1", "2", "2025-01-01", "2025-01-02")]), Known())
    checked = check(file, recognise(file).confirmed(), Reference(), TODAY)
    [refused] = errors(checked.problems)
    assert (refused.cell, refused.remedy) == ("Usage!A1", "Export the costs of the same period: Usage, Export, Costs.")


# What every built-in profile owes


@pytest.mark.parametrize(("profile", "becomes"), ROLL_UPS)
def test_the_sql_of_a_profile_makes_the_columns_of_its_dataset(profile, becomes):
    connection = duckdb.connect()
    connection.execute("create table units (name_key varchar, business_unit varchar)")
    connection.execute("set variable fiscal_start = 1; set variable salt = ''; set variable file_name = ''")
    connection.execute(MACROS)
    columns = ", ".join(f"cast(null as varchar) as {name}" for name in profile.columns)
    connection.execute(f"create view export as select cast(null as bigint) as source_row, {columns} where false")
    for condition in (*profile.left_out, *becomes.left_out):
        connection.execute(f"select {condition.where} from export")
        assert condition.column in ("", *profile.columns)
        assert (condition.column == "") or (condition.remedy != NOTHING_TO_DO)
    answer = connection.execute(becomes.sql)
    made = [column[0] for column in answer.description]
    assert answer.fetchall() == []
    fields = {field.name for field in DATASETS[becomes.dataset].fields}
    assert "source_rows" in made
    assert set(made) - set(BEHIND) <= fields | set(becomes.beside)
    assert set(becomes.beside) <= set(made)
    assert set(DATASETS[becomes.dataset].required) - ASKED <= set(made)
    assert ("people" in made) == (becomes.dataset == "adoption" and "active_users" in made)


@pytest.mark.parametrize("profile", ROLLED, ids=lambda profile: profile.name)
def test_no_text_in_a_cell_makes_a_profile_fail_or_lose_a_row(profile):
    hostile = (
        "",
        "x",
        "-",
        "=1+1",
        "nan",
        "-inf",
        "1e400",
        "0",
        "-1",
        "(",
        ")",
        "{",
        '{"a":',
        '{"Cost\\"Center": [1]}',
        "[[]]",
        "9999-12-31",
        "0001-01-01",
        "2026-02-30",
        "infinity",
        "5874897-12-31",
        "\x00",
        "'; drop table loaded; --",
        "é" * 300,
    )
    headers = _headers(profile)
    good = [_some(header) for header in headers]
    rows = [[text] * len(headers) for text in hostile]
    rows += [
        [text if at == spot else cell for at, cell in enumerate(good)] for spot in range(len(good)) for text in hostile
    ]
    file = rolled_up(source(Sheet=[headers, *rows]), Known(smallest_group=1))
    assert {table.lines_read for table in file.tables} == {len(rows)}
    checked = check(file, recognise(file, period="2026-Q1").confirmed(), Reference(), TODAY)
    assert {count["read"] for count in checked.counts.values()} == {len(rows)}


def test_every_profile_is_known_by_its_own_headers():
    for profile in builtin().values():
        for line in profile.recognised_by:
            headers = [pattern.replace("*", "") for pattern in line]
            assert profile.knows(headers)
            assert all(other.shared(headers) < len(headers) or other is profile for other in builtin().values())


def _headers(profile):
    """The headers of a table that is this export: those it is known by, and one for each column its SQL reads."""
    read = [patterns[0] for patterns in profile.columns.values()]
    return list(
        dict.fromkeys(pattern.replace("*", "") for pattern in (*profile.recognised_by[0], *read, *profile.personal))
    )


def _is_personal(profile, header):
    return header in profile.personal


def _some(header):
    """A value as an export would have it under a header."""
    words = {
        "servicecategory": "AI and Machine Learning",
        "product": "copilot",
        "line item product code": "AmazonBedrock",
        "tags": '{"CostCenter": "cc-1"}',
        "contractcommitmentperiodend": "2026-03-01",
        "kind": "On-Demand",
        "unit type": "requests",
        "agency use y n": "Y",
        "product title": "Copilot",
    }
    if header in words:
        return words[header]
    if "currency" in header:
        return "USD"
    if any(word in header for word in NUMBERS):
        return "2"
    if header.endswith(" at") or any(word in header for word in ("date", "start", "day", "time")):
        return "2026-01-15"
    return "something"
