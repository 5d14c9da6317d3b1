"""Anthropic's exports: Console costs and usage, Enterprise spend, Claude Code of a team."""

import pytest

from data.recognition.profiles import builtin
from tests.data.recognition.profiles.conftest import accounted, rows

SPEND = (
    "user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,"
    "total_net_spend_usd,total_gross_spend_usd"
)
LONGER = f"{SPEND},user_id,total_uncached_input_tokens,slack_channel_id,teams_channel_id"
QUARTER, ROLLING = "spend-report-1a2b-2026-04-01-to-2026-06-30.csv", "spend-report-1a2b-2026-03-26-to-2026-06-24.csv"
USERS = [
    f"{user}@example.com,u-{user},Claude Code,Opus,{number},1,1,{number}.25,{number}.50"
    for number, user in enumerate("abcdef")
]


def test_the_real_console_costs_add_up(prepared, real_files):
    read = prepared(real_files / "vendor_headers/anthropic_console_cost_export.csv")
    assert accounted(read, "spend") == (2, 2, 0)
    [row] = rows(read, "spend")
    assert (row["amount"], row["currency"], row["business_unit"]) == (0.35, "USD", "not stated")  # workspace Default


def test_a_workspace_is_the_unit_of_its_costs(prepared):
    header = "usage_date_utc,model,workspace,api_key,cost_usd,list_price_usd,cost_type"
    read = prepared(
        "c.csv", header, "2026-08-04,Opus,Claims,key,1.10,1.20,token", "2026-08-05,Opus,Sales,key,2,2,token"
    )
    assert {row["business_unit"]: row["amount"] for row in rows(read, "spend")} == {"Claims": 1.1, "Sales": 2}


def test_console_usage_says_that_the_tool_was_used_and_keeps_its_tokens(prepared, real_files):
    header = (real_files / "vendor_headers/anthropic_console_usage_export.csv").read_text().splitlines()[0]
    day = {"usage_date_utc": "2026-08-04", "workspace": "Claims"}
    read = prepared("u.csv", header, *[",".join(day.get(name, "10") for name in header.split(","))] * 3)
    assert accounted(read, "adoption") == (3, 3, 0)
    [row] = rows(read, "adoption")
    assert (row["business_unit"], row["tool"]) == ("Claims", "Claude API")
    assert (row["input tokens"], row["cached input tokens"], row["output tokens"]) == ("90", "30", "30")
    assert "active_users" not in row


@pytest.mark.parametrize(("header", "end"), [(SPEND, ""), (LONGER, ",1,1,C1,T1")])
def test_spend_of_nine_and_of_more_columns_adds_up_and_who_made_requests_is_active(prepared, header, end):
    read = prepared(QUARTER, header, *(f"{user}{end}" for user in USERS))
    assert accounted(read, "spend") == (6, 6, 0)
    [spend], [adoption] = rows(read, "spend"), rows(read, "adoption")
    assert (spend["amount"], spend["before discounts in USD"]) == (16.5, "18")
    assert adoption["active_users"] == 5  # the first made no request
    assert accounted(read, "adoption") == (6, 5, 1)


def test_who_made_requests_is_active_though_nothing_was_spent(prepared):
    read = prepared(QUARTER, SPEND, *USERS, "g@example.com,u-g,Chat,Opus,3,1,1,,")
    assert accounted(read, "spend") == (7, 6, 1)
    assert rows(read, "adoption")[0]["active_users"] == 6


def test_the_real_header_lines_are_known(real_files):
    for name in ("9col", "17col"):
        header = (real_files / f"vendor_headers/claude_enterprise_spend_report_{name}.csv").read_text().split(",")
        assert builtin()["claude_enterprise_spend"].knows(header)


def test_a_quarter_in_the_file_s_name_is_proposed(prepared):
    read = prepared(QUARTER, SPEND, *USERS)
    assert {question.proposed for reading in read.mapping.readings for question in reading.questions} == {"2026-Q2"}


def test_a_span_that_is_neither_month_nor_quarter_is_asked_about_and_an_answer_is_taken(prepared):
    asked = prepared(ROLLING, SPEND, *USERS)
    assert [problem.rule for problem in asked.errors] == ["asked_when"]
    assert "2026-03-26 to 2026-06-24, which is neither a month nor a quarter" in asked.errors[0].says
    answered = prepared(ROLLING, SPEND, *USERS, period="2026-Q2")
    assert answered.errors == ()
    assert f"{rows(answered, 'spend')[0]['period_start']}" == "2026-04-01"


def test_a_line_that_sums_up_the_others_is_neither_money_nor_a_person(prepared):
    read = prepared(QUARTER, SPEND, *USERS, "12 active users,,,,99,1,1,999,999")
    assert accounted(read, "spend") == (7, 6, 1)
    assert rows(read, "spend")[0]["amount"] == 16.5


def test_claude_code_of_a_team_is_asked_for_its_month(prepared):
    lines = [
        "User,Spend this Month (USD),Lines this Month",
        *(f"{user}@example.com,$2.50,100" for user in "abcde"),
        "x,0,0",
    ]
    assert [problem.rule for problem in prepared("claude_code_team.csv", *lines).errors] == ["asked_when"]
    read = prepared("claude_code_team_2026-05.csv", *lines)
    assert accounted(read, "spend") == (6, 6, 0)
    assert [row["amount"] for row in rows(read, "spend")] == [12.5]
    assert [(row["active_users"], row["lines accepted"]) for row in rows(read, "adoption")] == [(5, "500")]
