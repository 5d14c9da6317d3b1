"""The tables in docs/ are true: every id is there, every test is there, and the page asks for what it is said to show."""

import re
from pathlib import Path

import pytest

from components.navigation import PAGES
from data.store.roles import ROLES
from docs.draw_rooms import PAGE, drawn
from docs.fill_pages import TABLES, filled
from docs.write_roles import TABLE, written
from docs.write_roles import lines as all_lines
from queries import DETECTORS, METRICS, VIEWS
from queries.catalogue import sql_files
from queries.install import references

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = {**METRICS, **VIEWS, **DETECTORS}
IMPORTED = re.compile(r"^from (components[\w.]*) import ([\w, ]+)$", re.MULTILINE)
ASK_NOTHING = {"page", "charts"}
"""The rooms whose modules ask for what they are handed."""
KNOWN_ANSWERS = range(1, 20)


def lines() -> list[list[str]]:
    """The rows of the table of docs/metrics.md: what it says, the ids, the test, the page."""
    text = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return [row for row in cells if row[0] not in ("What is measured", "") and not set(row[0]) <= set("-: ")]


def asked(page: str) -> str:
    """Everything a page and the modules it is written with say."""
    seen: dict[str, str] = {}
    waiting = [ROOT / "pages" / f"{page}.py"]
    while waiting:
        path = waiting.pop()
        if not path.exists() or str(path) in seen or path.parent.name in ASK_NOTHING:
            continue
        seen[str(path)] = path.read_text(encoding="utf-8")
        for module, names in IMPORTED.findall(seen[str(path)]):
            place = ROOT.joinpath(*module.split("."))
            waiting += [place.with_suffix(".py"), *(place / f"{name.strip()}.py" for name in names.split(","))]
    return "\n".join(seen.values())


def names(text: str) -> set[str]:
    return set(re.findall(r"[\"'](\w+)[\"']", text))


def shown(page: str) -> set[str]:
    """The ids a page asks for by name; all that is quoted on Benchmarks, all there is on Methods, all detectors."""
    if page == "methods":
        return set(CATALOGUE)
    quoted = {metric.id for metric in METRICS.values() if metric.benchmarks} if page == "benchmarks" else set()
    return (names(asked(page)) & set(CATALOGUE)) | quoted | (set(DETECTORS) if page == "diagnosis" else set())


@pytest.mark.parametrize("row", lines(), ids=lambda row: row[0][:60])
def test_a_line_has_its_view_its_test_and_its_place_on_a_page(row):
    _, ids, test, page = row
    found = set(re.findall(r"\w+", ids))
    assert found
    assert not found - set(CATALOGUE), f"not in the catalogue: {found - set(CATALOGUE)}"
    path, _, name = test.strip("`").partition("::")
    assert re.search(rf"^def {name}\b", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), test
    assert set(page.split(", ")) <= set(PAGES)
    assert any(shown(name) & found for name in PAGES), f"no page asks for any of {found}"


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_the_pages_of_the_tables_are_those_of_the_front_matter(table: Path):
    text = table.read_text(encoding="utf-8")
    assert filled(text) == text, "python -m docs.fill_pages"


def test_every_figure_listing_and_detector_stands_on_a_page_or_behind_one_that_does():
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"methods"}
    on_a_page = set().union(*(shown(page) for page in pages))
    behind = {subject.rows for subject in CATALOGUE.values()}
    behind |= {name for file in sql_files("views") for layer, name in references(file) if layer == "views"}
    assert not set(CATALOGUE) - on_a_page - behind


@pytest.mark.parametrize("case", KNOWN_ANSWERS)
def test_every_known_answer_is_a_test(case):
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert re.search(rf"\b[Kk]{case}\b", tests.replace("_", " ")), f"K{case} is tested nowhere"


def test_the_map_of_the_rooms_is_drawn_from_the_imports_as_they_are():
    assert drawn(PAGE.read_text(encoding="utf-8")) == PAGE.read_text(encoding="utf-8"), "python -m docs.draw_rooms"


def test_the_table_of_roles_is_what_everything_says_of_itself():
    assert TABLE.read_text(encoding="utf-8") == written(), "python -m docs.write_roles"
    assert {role for *_, role in all_lines()} <= {*ROLES, "nobody"}
