"""Microsoft 365: Copilot usage by user in every layout, and the licences that were bought."""

import json

import pytest

from tests.data.recognition.profiles.conftest import accounted, rows

LAYOUTS = [
    "m365_copilot_usage_user_detail__graph_csv_docs_order.csv",
    "m365_copilot_usage_user_detail__graph_csv_other_order.csv",
    "m365_copilot_usage__graph_json_flattened.csv",
]
SAID = {
    "Report Refresh Date": "refreshed",
    "Report Period": "span",
    "User Principal Name": "user",
    "Last Activity Date": "active",
    "reportRefreshDate": "refreshed",
    "UserPrincipalName": "user",
    "LastActivityDate": "active",
}


def lines(real_files, layout, users):
    """Rows under a real header line: users are (refreshed, span, name, last active)."""
    header = (real_files / "vendor_headers" / layout).read_text(encoding="utf-8-sig").strip()
    named = [dict(zip(("refreshed", "span", "user", "active"), user, strict=True)) for user in users]
    return [header, *(",".join(user.get(SAID.get(name, ""), "") for name in header.split(",")) for user in named)]


def users(*last_days, refreshed="2026-04-10", span="30"):
    return [(refreshed, span, f"user{at}@example.com", day) for at, day in enumerate(last_days)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_counts_seats_ever_active_and_active_in_the_report_s_days(prepared, real_files, layout):
    written = users("2026-04-10", "2026-03-12", "2026-03-11", "2026-03-10", "2025-12-01", "")
    read = prepared("usage.csv", *lines(real_files, layout, written))
    [row] = rows(read, "adoption")
    assert (row["seats"], row["ever_active"], row["active_users"]) == (6, 5, 2)  # 12 March is the first of the 30 days
    assert (str(row["period_start"]), str(row["period_end"])) == ("2026-03-01", "2026-03-31")
    assert accounted(read, "adoption") == (6, 6, 0)
    assert [problem.says for problem in read.problems if problem.rule == "no_unit"] == [
        '6 rows name no business unit: in adoption under "not stated".'
    ]


@pytest.mark.parametrize(
    ("span", "period", "active"), [("90", "2026-01-01", 4), ("180", "2026-01-01", 4), ("7", "2026-04-01", 1)]
)
def test_a_longer_report_stands_for_its_quarter_and_one_of_more_than_ninety_days_for_the_last_ninety(
    prepared, real_files, span, period, active
):
    written = users("2026-04-10", "2026-03-12", "2026-02-01", "2026-01-11", "2026-01-10", span=span)
    [row] = rows(prepared("usage.csv", *lines(real_files, LAYOUTS[0], written)), "adoption")
    assert (str(row["period_start"]), row["active_users"]) == (period, active)


def test_the_answer_of_microsoft_graph_is_read_as_it_comes(prepared, tmp_path):
    written = [
        {
            "reportRefreshDate": "2026-04-10",
            "userPrincipalName": f"user{at}@example.com",
            "displayName": f"User {at}",
            "lastActivityDate": "2026-04-01" if at else None,
            "wordCopilotLastActivityDate": None,
            "copilotActivityUserDetailsByPeriod": [{"reportPeriod": 30}],
        }
        for at in range(5)
    ]
    file = tmp_path / "usage.json"
    file.write_text(json.dumps({"@odata.context": "https://graph", "value": written}))
    read = prepared(file)
    assert read.mapping.profile == "m365_copilot_usage"
    assert [(row["seats"], row["ever_active"]) for row in rows(read, "adoption")] == [(5, 4)]


def test_a_line_that_sums_up_the_users_is_no_user(prepared, real_files):
    written = [
        *users(*["2026-04-01"] * 5),
        ("2026-04-10", "30", "5 active users", "2026-04-01"),
        ("2026-04-10", "30", "", ""),
    ]
    read = prepared("usage.csv", *lines(real_files, LAYOUTS[0], written))
    assert [row["seats"] for row in rows(read, "adoption")] == [5]
    assert accounted(read, "adoption") == (7, 5, 2)


def test_a_last_activity_that_is_no_date_is_an_error_and_not_taken_for_never(prepared, real_files):
    written = users(*["2026-04-01"] * 5, "04/01/2026", "never")
    read = prepared("usage.csv", *lines(real_files, LAYOUTS[0], written))
    assert [(problem.cell, problem.rule) for problem in read.errors] == [("usage!E7", "left_out_cell")]
    assert [(row["seats"], row["ever_active"]) for row in rows(read, "adoption")] == [(6, 5)]


def test_the_admin_center_s_export_asks_for_its_period_and_counts_active_days(prepared, real_files):
    header = (
        (real_files / "vendor_headers/m365_admin_center_copilot_usage_export_v2.csv")
        .read_text(encoding="utf-8-sig")
        .strip()
    )
    written = [
        {
            "User name": f"user{at}@example.com",
            "Active Days": str(at),
            "Prompts submitted (any app)": str(3 * at),
            "Last activity date (UTC)": "2026-03-01" if at != 1 else "",
        }
        for at in range(5)
    ]
    made = [header, *(",".join(row.get(name, "") for name in header.split(",")) for row in written)]
    assert [problem.rule for problem in prepared("usage.csv", *made).errors] == ["asked_when"]
    [row] = rows(prepared("usage.csv", *made, period="2026-03"), "adoption")
    assert (row["seats"], row["ever_active"], row["active_users"], row["prompts submitted"]) == (5, 5, 4, "30")


def test_licences_are_seats_of_ai_products_with_a_warning_that_they_may_count_twice(prepared, real_files):
    header = (
        (real_files / "vendor_headers/m365_admin_center_licenses_export.csv").read_text(encoding="utf-8-sig").strip()
    )
    made = [header, "Microsoft 365 Copilot,300,5,250", "Microsoft 365 E5,4000,0,3900"]
    read = prepared("licences.csv", *made, period="2026-Q1")
    [row] = rows(read, "adoption")
    assert (row["tool"], row["seats"], row["assigned licences"]) == ("Microsoft 365 Copilot", 300, "250")
    assert accounted(read, "adoption") == (2, 1, 1)
    assert any("count twice" in problem.says for problem in read.problems)
