"""OpenAI's platform costs: one row a day and line item becomes one a month and project."""

from tests.data.recognition.profiles.conftest import accounted, rows

HEADER = "start_time_iso,end_time_iso,amount_value,amount_currency,line_item,user_id,api_key_id,project_name,user_email"


def line(amount, day="2026-09-28", project="Claims", user=""):
    return f"{day}T00:00:00+00:00,,{amount},usd,gpt-5 input,,,{project},{user}"


def test_the_real_export_leaves_out_its_day_without_costs(prepared, real_files):
    read = prepared(real_files / "vendor_headers/openai_platform_costs_export.csv")
    assert accounted(read, "spend") == (2, 1, 1)
    [row] = rows(read, "spend")
    assert (row["amount"], row["currency"], row["business_unit"]) == (0.00383598, "USD", "not stated")
    assert read.file.source.holds_people


def test_days_add_up_to_months_by_project(prepared):
    days = [line("0.1"), line("0.2", "2026-09-30"), line("5", "2026-10-01"), line("7", project="Sales")]
    read = prepared("c.csv", HEADER, *days)
    assert [(row["period_start"].month, row["business_unit"], row["amount"]) for row in rows(read, "spend")] == [
        (9, "Claims", 0.3),
        (10, "Claims", 5),
        (9, "Sales", 7),
    ]


def test_named_users_are_counted_where_they_are_enough(prepared):
    named = [line("1", user=f"{user}@example.com") for user in "aabcde"]
    read = prepared("c.csv", HEADER, *named, line("1"))
    assert [row["active_users"] for row in rows(read, "adoption")] == [5]
    assert accounted(read, "adoption") == (7, 6, 1)
    assert accounted(read, "spend") == (7, 7, 0)
