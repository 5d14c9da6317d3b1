"""AWS Cost and Usage Report 2.0: the lines of AI services, what they cost after discounts."""

from tests.data.recognition.profiles.conftest import accounted, rows


def written(real_files, name, *lines):
    """Rows under a real header line: what is given by name, 1 elsewhere."""
    header = (real_files / f"vendor_headers/{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    return [header, *(",".join(str(line.get(column, 1)) for column in header.split(",")) for line in lines)]


def aws(product, cost, **more):
    return {
        "line_item_product_code": product,
        "line_item_unblended_cost": cost,
        "line_item_currency_code": "USD",
        "line_item_usage_start_date": "2026-05-03T10:00:00Z",
        "line_item_usage_account_name": "Claims",
        "line_item_net_unblended_cost": "",
    } | more


def test_aws_keeps_ai_services_and_counts_the_others(prepared, real_files):
    lines = (aws("AmazonBedrock", 10.1), aws("AmazonSageMaker", 5), aws("AmazonEC2", 900), aws("AmazonBedrock", -0.1))
    read = prepared("cur.csv", *written(real_files, "aws_cur2_core_columns", *lines))
    assert accounted(read, "spend") == (4, 3, 1)
    assert {(row["tool"], row["category"]): row["amount"] for row in rows(read, "spend")} == {
        ("AmazonBedrock", "model_usage"): 10,
        ("AmazonSageMaker", "platform"): 5,
    }


def test_aws_net_cost_goes_before_the_cost_without_discounts(prepared, real_files):
    line = aws("AmazonBedrock", 10, line_item_net_unblended_cost=8)
    read = prepared("cur.csv", *written(real_files, "aws_cur2_core_columns", line))
    assert [row["amount"] for row in rows(read, "spend")] == [8]
