"""GitHub's billing reports in their layouts: what was billed, and how many used it."""

import pandas as pd
import pytest

from tests.data.recognition.profiles.conftest import accounted, rows

USAGE = (
    "date,product,sku,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,username,"
    "organization,repository,workflow_path,cost_center_name"
)


def line(
    sku="copilot_premium_request",
    net="0.08",
    user="mona",
    product="copilot",
    unit="requests",
    quantity=2,
    centre="Claims",
    day="2026-05-29",
):
    return f"{day},{product},{sku},{quantity},{unit},0.04,0.10,0.02,{net},{user},org,repo,,{centre}"


def test_the_real_report_adds_up_by_month_and_sku(prepared, real_files):
    file = real_files / "github_copilot/billing-credit-usage.pseudonymised.csv"
    read = prepared(file, smallest_group=1)
    asked = pd.read_csv(file)
    lines = {"made": 13, "real": 123}[real_files.name]
    assert accounted(read, "spend") == (lines, lines, 0)
    asked["month"] = asked.date.str[:7]
    billed = asked.groupby(["month", "sku"])[["net_amount", "gross_amount"]].sum()
    made = {(f"{row['period_start']:%Y-%m}", row["note"]): row for row in rows(read, "spend")}
    assert set(made) == set(billed.index)
    for key, expected in billed.iterrows():
        assert made[key]["amount"] == pytest.approx(expected.net_amount, abs=0.005)
        assert float(made[key]["before discounts in USD"]) == pytest.approx(expected.gross_amount, abs=0.005)
    used = asked[(asked.quantity != 0) | (asked.gross_amount != 0)]
    users = used.groupby("month").username.nunique()
    assert {f"{row['period_start']:%Y-%m}": row["active_users"] for row in rows(read, "adoption")} == dict(users)
    assert accounted(read, "adoption") == (lines, len(used), lines - len(used))


def test_two_users_are_too_few_to_be_stored(prepared, real_files):
    read = prepared(real_files / "github_copilot/billing-credit-usage.pseudonymised.csv")
    assert list(read.rows) == ["spend"]


def test_other_products_are_counted_and_left_out(prepared):
    read = prepared("u.csv", USAGE, line(), line(product="actions", sku="actions_linux", unit="minutes", net="9"))
    assert accounted(read, "spend") == (2, 1, 1)
    assert [row["amount"] for row in rows(read, "spend")] == [0.08]


def test_a_seat_is_a_licence_and_no_use(prepared):
    seats = [line(sku="copilot_for_business", unit="user-months", net="19", user=user) for user in "abcdef"]
    use = [line(user=user) for user in "abcde"]
    read = prepared("u.csv", USAGE, *seats, *use)
    assert {row["category"]: row["amount"] for row in rows(read, "spend")} == {"licences": 114, "model_usage": 0.4}
    assert [row["active_users"] for row in rows(read, "adoption")] == [5]


def test_the_unit_is_the_cost_centre_and_the_organisation_where_there_is_none(prepared):
    read = prepared("u.csv", USAGE, line(), line(centre=""))
    assert {row["business_unit"] for row in rows(read, "spend")} == {"Claims", "org"}


@pytest.mark.parametrize(
    "layout",
    [
        "github_ai_usage_documented_field_order",
        "github_billing_usage_report",
        "github_native_ai_credits_report",
        "github_premium_request_or_transition_preview",
        "github_token_usage_report",
    ],
)
def test_every_layout_of_the_report_is_known(prepared, real_files, layout):
    header = (real_files / f"vendor_headers/{layout}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    known = {
        "date": "2026-05-29",
        "product": "copilot",
        "sku": "copilot_ai_credit",
        "quantity": "2",
        "gross_amount": "0.2",
        "net_amount": "0.08",
        "username": "mona",
        "organization": "org-a",
        "cost_center_name": "Claims",
    }
    read = prepared(f"{layout}.csv", header, ",".join(known.get(name, "1") for name in header.split(",")))
    [row] = rows(read, "spend")
    assert (row["business_unit"], row["amount"], row["note"]) == ("Claims", 0.08, "copilot_ai_credit")
