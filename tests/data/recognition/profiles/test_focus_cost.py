"""FOCUS cost and usage: AI services are kept, the rest is counted, refunds are negative."""

import pandas as pd
import pytest

from tests.data.recognition.profiles.conftest import accounted, rows

HEADER = (
    "BillingCurrency,ChargePeriodStart,EffectiveCost,ServiceCategory,ServiceSubcategory,ServiceName,ProviderName,"
    "ServiceProviderName,SubAccountName,Tags"
)
AI = "AI and Machine Learning"


def line(
    cost,
    category=AI,
    sub="Generative AI",
    service="Azure OpenAI",
    tags="",
    account="Lab",
    seller="",
    day="2026-05-01T00:00:00Z",
):
    return f'USD,{day},{cost},{category},{sub},{service},Microsoft,{seller},{account},"{tags.replace(chr(34), chr(34) * 2)}"'


def test_the_published_sample_keeps_its_ai_rows_and_counts_the_rest(prepared, real_files):
    file = real_files / "focus/focus_sample.csv"
    read = prepared(file)
    asked = pd.read_csv(file, keep_default_na=False)
    ai = asked[asked.ServiceCategory == AI]
    assert accounted(read, "spend") == (len(asked), len(ai), len(asked) - len(ai))
    assert (len(asked), len(ai)) == {"made": (24, 3), "real": (1000, 9)}[real_files.name]
    [row] = rows(read, "spend")
    assert row["amount"] == pytest.approx(ai.EffectiveCost.sum(), abs=0.005)
    assert row["amount"] < 0  # a credit stands among them
    assert (row["business_unit"], row["vendor"], row["tool"], row["currency"]) == (
        {"made": "Lab Seven", "real": "Orion Pioneer"}[real_files.name],
        "Microsoft",
        "Azure Machine Learning",
        "USD",
    )
    assert f"{row['period_start']:%Y-%m}" == "2024-09"


def test_every_service_of_the_real_sample_would_add_up_by_month_account_and_service(prepared, real_files, tmp_path):
    """The AI rows are few: with every service taken for AI, all rows of three providers are summed."""
    asked = pd.read_csv(real_files / "focus/focus_sample.csv", dtype=str, keep_default_na=False)
    asked["ServiceCategory"] = AI
    asked.drop(columns="Tags").to_csv(tmp_path / "all.csv", index=False)
    read = prepared(tmp_path / "all.csv")
    assert accounted(read, "spend") == (len(asked), len(asked), 0)
    assert len(asked) == {"made": 24, "real": 1000}[real_files.name]
    cost = asked.EffectiveCost.astype(float)
    account = asked.SubAccountName.where(~asked.SubAccountName.isin(["", "NULL"]), "not stated")
    expected = cost.groupby([asked.ChargePeriodStart.str[:7], account, asked.ServiceName, asked.ProviderName]).sum()
    made = {
        (f"{row['period_start']:%Y-%m}", row["business_unit"], row["tool"], row["vendor"]): row["amount"]
        for row in rows(read, "spend")
    }
    assert made == pytest.approx(expected.to_dict(), abs=0.005)


def test_the_real_file_of_version_1_3_is_known_and_has_no_ai_service(prepared, real_files):
    read = prepared(real_files / "focus/focus_sample_costandusage_azure.EXCERPT.csv")
    assert accounted(read, "spend") == (2, 0, 2)
    assert [problem.says for problem in read.errors] == [
        "No row of this export can be used: they are not for AI services."
    ]


def test_a_refund_lowers_the_month_it_stands_in(prepared):
    read = prepared("f.csv", HEADER, line("100.10"), line("-30.05"), line(7, day="2026-06-30 23:00:00"))
    assert [(row["period_start"].month, row["amount"]) for row in rows(read, "spend")] == [(5, 70.05), (6, 7)]


def test_the_cost_centre_of_the_tags_is_the_unit_and_the_account_where_there_is_none(prepared):
    tagged = ('{"CostCenter": "cc-1"}', '{"cost-center": "cc-1"}', '{"env": "dev"}', "NULL", "{broken")
    read = prepared("f.csv", HEADER, *(line(1, tags=tags) for tags in tagged))
    assert {row["business_unit"]: row["amount"] for row in rows(read, "spend")} == {"cc-1": 2, "Lab": 3}


def test_the_seller_of_version_1_3_stands_before_the_older_provider(prepared):
    read = prepared("f.csv", HEADER, line(1, seller="OpenAI"), line(1, seller="NULL"))
    assert {row["vendor"] for row in rows(read, "spend")} == {"OpenAI", "Microsoft"}


def test_models_are_usage_and_machine_learning_is_a_platform(prepared):
    read = prepared("f.csv", HEADER, line(1), line(2, sub="AI Platforms", service="Azure Machine Learning"))
    assert {row["tool"]: row["category"] for row in rows(read, "spend")} == {
        "Azure OpenAI": "model_usage",
        "Azure Machine Learning": "platform",
    }


def test_a_cost_that_is_no_number_is_counted_and_its_row_named(prepared):
    read = prepared("f.csv", HEADER, line(1), line("tbc"), line(9, category="Storage"))
    assert accounted(read, "spend") == (3, 1, 2)
    assert [
        (problem.cell, problem.severity, problem.says)
        for problem in read.problems
        if problem.rule.startswith("left_out")
    ] == [
        ("f!C3", "error", "Not in spend: the effective cost is not a number."),
        ("f!A4", "note", "1 of 3 rows is not in spend: they are not for AI services."),
    ]
