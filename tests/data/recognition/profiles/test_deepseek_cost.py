"""DeepSeek's costs: what was paid in and what was granted are two wallets, in the currency they were charged in."""

from tests.data.recognition.profiles.conftest import accounted, rows

HEADER = "user_id,start_time_iso,end_time_iso,model,wallet_type,cost,currency"


def day(number, wallet, cost, month=5):
    return f"u1,2026-{month:02}-{number:02}T00:00:00Z,,deepseek-chat,{wallet},{cost},CNY"


def test_days_add_up_to_months_by_wallet(prepared):
    days = [
        day(3, "paid", 1.5),
        day(4, "paid", 2),
        day(4, "granted", 0.5),
        day(1, "paid", 7, month=6),
        day(5, "paid", ""),
    ]
    read = prepared("cost-2026.csv", HEADER, *days)
    assert accounted(read, "spend") == (5, 4, 1)  # a day without costs is left out
    assert [
        (row["period_start"].month, row["note"], row["amount"], row["currency"]) for row in rows(read, "spend")
    ] == [(5, "wallet: paid", 3.5, "CNY"), (5, "wallet: granted", 0.5, "CNY"), (6, "wallet: paid", 7, "CNY")]


def test_the_real_header_line_is_known_and_an_export_without_rows_is_said(prepared, real_files):
    read = prepared(real_files / "vendor_headers/deepseek_cost.csv")
    assert [problem.says for problem in read.errors] == ["This export has no row below its header."]
