"""Exports that hold nothing of use say what to export instead, and nothing of them is stored."""

import pytest

REFUSED = {
    "openai_platform_usage_export_empty_period": "Export the costs of the same period: Usage, Export, Costs.",
    "deepseek_amount": "Upload the file whose name begins with cost- from the same export.",
    "chatgpt_enterprise_projects_report_subset": "Export the users of the same period: Analytics, Export, Users.",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_real_export_of_no_use_is_refused_with_what_to_export_instead(prepared, real_files, name):
    read = prepared(real_files / f"vendor_headers/{name}.csv")
    [refused] = read.errors
    assert (refused.cell, refused.rule, refused.remedy) == (f"{name}!A1", "refused_export", REFUSED[name])
    assert (read.rows, read.counts) == ({}, {})
