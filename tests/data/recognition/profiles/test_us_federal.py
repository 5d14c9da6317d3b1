"""The federal inventories: of bought products, and the one of six columns."""

import re

import pandas as pd

from tests.data.recognition.profiles.conftest import accounted, rows

HEADER = "Agency,AI Use Case,Agency Use (Y/N)?,Name of Commercial Product or Service Used,Estimated # of Licenses/Users"


def test_the_real_list_of_bought_products_is_accounted_for_row_by_row(prepared, real_files):
    file = real_files / "inventories/2025_consolidated_COTS_AI_use_cases.xlsx"
    read = prepared(file)
    asked = pd.read_excel(file, engine="calamine")
    agency, use, product, band = (asked[name] for name in [asked.columns[0], *asked.columns[2:]])
    named = product.notna() & (product.str.strip().str.lower() != "various") & (use != "N")
    assert accounted(read, "adoption") == (len(asked), named.sum(), (~named).sum())
    assert (len(asked), named.sum()) == {"made": (26, 22), "real": (900, 420)}[real_files.name]
    made = rows(read, "adoption")
    assert {row["business_unit"] for row in made} == set(agency[named])
    assert {f"{row['period_start']} {row['period_end']}" for row in made} == {"2025-10-01 2025-12-31"}
    assert not any("seats" in row or "headcount" in row for row in made)  # a band is not a number
    bands = {band for row in made for band in row.get("licences or users, as bands", "").split("; ") if band}
    assert bands == set(band[named].dropna())
    tasks = {(row["business_unit"], row["tool"]): int(row["tasks"]) for row in made}
    for product_name, pattern in (("ChatGPT", r"chatgpt(?! enterprise)"), ("GitHub Copilot", r"github\s*copilot")):
        mine = asked[named & product.str.contains(pattern, flags=re.IGNORECASE, na=False)]
        expected = mine.groupby(agency).size()
        assert {unit: number for (unit, tool), number in tasks.items() if tool == product_name} == dict(expected)


def test_the_spellings_of_a_product_are_folded(prepared, real_files):
    read = prepared(real_files / "inventories/2025_consolidated_COTS_AI_use_cases.xlsx")
    tools = {row["tool"] for row in rows(read, "adoption")}
    copilots = {tool for tool in tools if "copilot" in tool.lower()}
    assert {"Microsoft Copilot", "Microsoft 365 Copilot", "GitHub Copilot", "Microsoft Copilot Studio"} <= copilots
    assert not copilots & {"CoPilot", "MS Copilot", "M365 Copilot", "Copilot", "Copilot for MS 365", "Github CoPilot"}
    assert len({re.sub("[^a-z0-9]", "", tool.lower()) for tool in tools}) == len(tools)  # no two differ by a space


def test_several_products_of_a_cell_are_several_tools_of_one_task(prepared):
    read = prepared(
        "2025_products.csv",
        HEADER,
        'Labor,Writing,Y,"ChatGPT, Claude; Gemma (open, small)",1-100',
        "Labor,Code,Y,chatgpt,101-1000",
    )
    assert accounted(read, "adoption") == (2, 2, 0)
    assert {row["tool"]: (row["tasks"], row["licences or users, as bands"]) for row in rows(read, "adoption")} == {
        "ChatGPT": ("2", "1-100; 101-1000"),
        "Claude": ("1", "1-100"),
        "Gemma": ("1", "1-100"),
    }


def test_the_quarter_is_asked_for_where_the_file_s_name_has_no_year(prepared):
    line = "Labor,Writing,Y,ChatGPT,1-100"
    assert [problem.rule for problem in prepared("products.csv", HEADER, line).errors] == ["asked_when"]
    assert prepared("products.csv", HEADER, line, period="2025-Q4").errors == ()


def test_the_inventory_of_six_columns_lists_every_case_with_its_stage_unknown(prepared, real_files):
    file = real_files / "inventories/Artificial-Intelligence-Use-Case-Inventory-FY25.xlsx"
    read = prepared(file)
    asked = pd.read_excel(file, engine="calamine", header=1)
    assert read.counts["pilots"] == {"read": len(asked), "stored": len(asked), "left_out": 0}
    stored = read.rows["pilots"].to_pylist()
    assert {row["stage"] for row in stored} == {"unknown"}
    assert {row["business_unit"] for row in stored} == set(asked.Bureau.dropna().str.strip())
    assert "@" not in str(stored)
