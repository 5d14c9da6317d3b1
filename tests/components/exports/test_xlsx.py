"""The workbook read back: its formulas computed by another program come to the app's figures, and nothing hidden is in it."""

import io
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import formulas
import openpyxl
import pandas as pd
import pytest
from lxml import etree
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from components.exports import xlsx
from components.exports.document import Document
from components.exports.workbook import figures
from components.exports.workbook.contents import contents
from components.exports.workbook.figures import PART, WHOLE
from components.exports.workbook.sheet import FIRST
from components.navigation import SHAREABLE
from components.page.blocks import Table
from data.store import Store
from queries import DETECTORS, METRICS, VIEWS, Book, Warehouse, by_unit, listing, total
from tests.components.exports import portfolios
from tests.components.exports.portfolios import chart, unreported
from tests.pages import test_hostile_names as hostile

pytestmark = pytest.mark.exports

ODD_UNITS = ("*", "R*D?", '=SUM("1")', "<5", 'Sales "North" & South')
"""Names that a condition of a spreadsheet would take for something else."""


MONEY = tuple(METRICS[name] for name in ("spend", "roi_evidenced", "change_to_tech_ratio", "soft_share_of_value"))
TOOLS = tuple(METRICS[name] for name in ("internally_built_share", "proofs_of_concept"))


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """A sheet's lines beneath its heads, by the heads."""
    heads = [cell.value for cell in sheet[FIRST]]
    return [dict(zip(heads, line, strict=True)) for line in sheet.iter_rows(min_row=FIRST + 1, values_only=True)]


def read(content: bytes, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def computed(content: bytes, path: Path) -> dict[str, dict[str, Any]]:
    """What another program makes of every formula: sheet -> cell -> value. The values that came with the file are not used."""
    bare = read(content, values=False)
    bare.save(path)  # openpyxl keeps formulas and drops their values
    solved = formulas.ExcelModel().loads(str(path)).finish().calculate()
    found: dict[str, dict[str, Any]] = {}
    for name, cell in solved.items():
        place = str(name).rpartition("]")[2]
        sheet, _, address = place.partition("'!")
        if ":" not in address and hasattr(cell, "value"):
            found.setdefault(sheet.casefold(), {})[address] = cell.value[0, 0]
    return found


def differing(content: bytes, path: Path) -> tuple[list[str], int]:
    """The formulas that come to something else than the value written beside them, and how many formulas there are."""
    theirs, written, bare = computed(content, path), read(content), read(content, values=False)
    wrong, number = [], 0
    for sheet in bare:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type != "f":
                    continue
                number += 1
                value = written[sheet.title][cell.coordinate].value
                if not _same(value, theirs[sheet.title.casefold()].get(cell.coordinate)):
                    wrong.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {value!r}")
    return wrong, number


def portfolio(units: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """Two quarters of spend, a tool live in each unit, and initiatives of which few enough started to be judged."""
    spend = [
        {
            "period": period,
            "business_unit": unit,
            "category": category,
            "amount": 100.25 * (at + 1),
            "initiative_id": f"i{at}",
        }
        for at, unit in enumerate(units)
        for period in ("2025-Q4", "2026-Q1")
        for category in ("licences", "change_management")
    ]
    spend[0]["amount"] = -12.5
    spend.append(
        {"period": "2026-Q1", "business_unit": units[0], "category": "data", "amount": 999.0, "basis": "budget"}
    )
    deployments = [
        {
            "period": "2026-Q1",
            "business_unit": unit,
            "deployment_id": f"d{at}-{number}",
            "name": unit,
            "status": "live",
            "built_by": "internal" if number else "vendor",
            "maintained_by": "internal",
            "went_live_on": "2026-01-10",
            "benefit_amount": 70.0 + at,
            "benefit_kind": "productivity",
            "benefit_evidence": "modelled",
            "run_cost": 3.5,
        }
        for at, unit in enumerate(units)
        for number in range(at + 1)
    ]
    pilots = [
        {
            "reporting_on": on,
            "business_unit": unit,
            "initiative_id": f"i{at}",
            "name": unit,
            "stage": "production",
            "started_on": "2025-01-15",
            "production_on": "2025-06-01",
        }
        for at, unit in enumerate(units)
        for on in ("2025-12-31", "2026-03-31")
    ]
    return {"spend": spend, "deployments": deployments, "pilots": pilots}


def test_every_formula_comes_to_the_figure_of_the_app(store: Store, tmp_path: Path, warehouse: Warehouse):
    document = portfolios.asking(store, warehouse, *map(chart, MONEY), *map(chart, TOOLS), **portfolio(ODD_UNITS))
    content = xlsx.write(document, unreported)
    wrong, number = differing(content, tmp_path / "bare.xlsx")
    assert wrong == []
    assert number > 100
    assert_equal_to_the_app(content, document)
    assert {name for name, source in recomputed(content).items() if source != "rows, through the units"} == {
        "soft_share_of_value"
    }


def assert_equal_to_the_app(content: bytes, document: Document) -> None:
    written = {line["Name"]: line for line in rows_of(read(content)[figures.FIGURES])}
    assert set(written) == {metric.id for metric in contents(document).metrics}
    for name, line in written.items():
        row = total(document.book, METRICS[name]).last
        assert line["Same"] in ("yes", None)
        if row is not None and row.state != "suppressed":
            assert _same(line["Value"], figures.shown(METRICS[name], row)), name
            assert _same(line["Numerator"], row.numerator), name
            assert _same(line["Denominator"], row.denominator), name


def recomputed(content: bytes) -> Mapping[str, str]:
    return {line["Name"]: line["Recomputed from"] for line in rows_of(read(content)[figures.FIGURES])}


def test_below_five_cases_only_the_counts_are_shown_and_from_five_on_the_share_with_its_interval(
    store: Store, warehouse: Warehouse
):
    units = ("Four", "Five")
    pilots = [
        {
            "reporting_on": "2026-03-31",
            "business_unit": unit,
            "initiative_id": f"{unit}{at}",
            "name": unit,
            "stage": "pilot",
            "started_on": "2024-01-10" if at < 2 else "2026-01-10",
        }
        for unit, number in zip(units, (4, 5), strict=True)
        for at in range(number)
    ]
    content = xlsx.write(
        portfolios.asking(store, warehouse, chart(METRICS["stalled_share"]), pilots=pilots), unreported
    )
    by_name = {line["Unit"]: line for line in rows_of(read(content)[figures.UNITS]) if line["Name"] == "stalled_share"}
    assert by_name["Four"]["Value"] == "2 of 4"
    assert by_name["Four"]["State"] == "too few to judge"
    assert by_name["Four"]["From"] in ("", None)
    assert by_name["Five"]["Value"] == 0.4
    assert by_name["Five"]["State"] == "shown"
    assert math.isclose(by_name["Five"]["From"], 0.1176, abs_tol=5e-5)
    assert math.isclose(by_name["Five"]["To"], 0.7693, abs_tol=5e-5)


def test_no_name_becomes_a_formula_or_a_link(store: Store, warehouse: Warehouse):
    table = Table("=cmd()", pd.DataFrame({"@name": [*hostile.UNITS, "+1", "-1", "\t=1"], "amount": 1.0}))
    subjects = (*MONEY, DETECTORS["spend_without_output"], VIEWS["vendors"], VIEWS["registry"])
    content = xlsx.write(
        portfolios.asking(store, warehouse, table, *map(chart, subjects), **hostile.rows()), unreported
    )
    book = read(content, values=False)
    text = {cell.value for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "s"}
    live = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    links = [cell.hyperlink for sheet in book for line in sheet.iter_rows() for cell in line if cell.hyperlink]
    assert '=cmd("calc")' in text
    assert not [formula for formula in live if formula.startswith("=cmd")]
    assert links
    assert not [link.target for link in links if link.target]
    assert all(link.location.startswith("'") for link in links)
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_a_letter_that_no_file_can_hold_does_not_spoil_the_workbook(store: Store, warehouse: Warehouse):
    bad = "A\x01B\ufffe"
    table = Table(f"What {bad} did", pd.DataFrame({bad: [bad], "amount": 1.0}))
    spend = [{"business_unit": bad, "period": "2026-Q1", "category": "licences", "amount": 7.0}]
    document = replace(portfolios.asking(store, warehouse, table, chart(METRICS["spend"]), spend=spend), caption=bad)
    content = xlsx.write(document, unreported)
    with ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            etree.fromstring(parts.read(name))
    assert rows_of(read(content)[figures.FIGURES])[0]["Value"] == 7.0


def test_rows_of_few_people_and_hidden_figures_are_not_in_the_workbook(store: Store, warehouse: Warehouse):
    few = [
        {
            "reporting_on": "2026-03-31",
            "cohort_id": f"cohort of {unit}",
            "business_unit": unit,
            "started_on": "2025-03-01",
            "trained": trained,
            "completed": trained,
            "builders": 2,
        }
        for unit, trained in (("Tiny", 3), ("Second", 41), ("Third", 53), ("Fourth", 67))
    ]
    document = portfolios.asking(store, warehouse, chart(METRICS["training_transfer_rate"]), training=few)
    book, rate = read(xlsx.write(document, unreported)), METRICS["training_transfer_rate"]
    hidden = {row.business_unit for row in by_unit(document.book, rate).rows if row.state == "suppressed"}
    rows = listing(document.book, VIEWS["training_rows"]).frame
    assert {"Tiny", "Second"} <= hidden
    lines = [line for line in rows_of(book[figures.UNITS]) if line["Name"] == rate.id and line["Unit"] in hidden]
    assert lines
    assert {(line["Value"], line["Numerator"], line["Denominator"]) for line in lines} == {("n/a", None, None)}
    listed = {line["Unit"] for line in rows_of(book["Training cohorts"])}
    assert listed == set(rows[~rows["is_hidden"]]["business_unit"])
    assert "Tiny" not in listed


def test_no_answer_of_the_survey_and_no_count_of_its_rows_is_in_the_workbook(store: Store, warehouse: Warehouse):
    answers = [
        {
            "period": "2026-Q1",
            "business_unit": unit,
            "uses_own_tools": at % 2 == 0,
            "skill": 1.0 + at % 5,
            "invited": 40,
        }
        for unit, number in (("Tiny", 3), ("Second", 11), ("Third", 12), ("Fourth", 13))
        for at in range(number)
    ]
    book = read(
        xlsx.write(portfolios.asking(store, warehouse, chart(METRICS["shadow_use_rate"]), survey=answers), unreported)
    )
    provenance = [line for line in book["Provenance"].iter_rows(values_only=True) if line[6] == "survey"]
    assert [line[7] for line in provenance] == ["not told: a row is a person"]
    groups = rows_of(book["Groups of the survey"])
    assert groups
    assert "Tiny" not in {line["Unit"] for line in groups}
    assert all(line["Answers"] >= 5 and line["Row"] is None for line in groups)


def test_each_row_says_where_it_stood_and_the_first_sheets_say_what_is_shown_and_who_handed_it_in(
    store: Store, warehouse: Warehouse
):
    document = portfolios.asking(store, warehouse, *map(chart, MONEY), **portfolio(("HR", "Legal")))
    content = xlsx.write(document, unreported)
    book = read(content)
    spend = rows_of(book["Rows of spend from the beginni…"])
    file, author = book["Provenance"]["B5"].value, book["Provenance"]["D5"].value
    assert {(line["Upload"], line["Sheet"]) for line in spend} == {(file, "Spend")}
    assert sorted(line["Row"] for line in spend) == list(range(2, 2 + len(spend)))
    assert author == "test"
    says = [cell.value for cell in book["Read me"]["B"]]
    assert {document.caption, "21 November 2026", document.pages[0].header.finding} <= set(says)
    assert [line for line in says if line and line.startswith("All ") and "come to what the app shows" in line]
    assert recomputed(content)["spend"] == "rows, through the units"
    assert_equal_to_the_app(content, document)


def test_the_columns_of_a_figure_stand_where_those_of_its_parts_do():
    same = ("Value", "Numerator", "Denominator", "From", "To", "Judged from", "State", "Recomputed from")
    assert [PART.index(name) for name in same] == [WHOLE.index(name) for name in same]


@pytest.mark.trust
def test_every_formula_of_the_whole_sample_comes_to_the_figure_of_the_app(
    sample_store: Store, tmp_path: Path, sample_book: Book
):
    document = portfolios.of(sample_store, sample_book.warehouse, SHAREABLE, is_sample=True)
    content = xlsx.write(document, unreported)
    wrong, number = differing(content, tmp_path / "bare.xlsx")
    assert wrong == []
    assert number > 2000
    assert_equal_to_the_app(content, document)


def _same(value: Any, other: Any) -> bool:
    if value in (None, "") or other in (None, ""):
        return value in (None, "") and (other in (None, "") or str(other) == "")
    if isinstance(value, int | float) and not isinstance(other, str):
        return math.isclose(float(value), float(other), rel_tol=1e-9, abs_tol=1e-9)
    return str(value) == str(other)
