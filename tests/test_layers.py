"""The house's one direction: a file comes in, is stored; views answer; components show; pages arrange."""

import ast
import re
from pathlib import Path

import pytest

from queries.catalogue import LAYERS, sql_files
from queries.install import references

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "data": {"streamlit", "plotly", "queries", "components", "pages", "app", "cli"},
    "queries": {"streamlit", "plotly", "data", "components", "pages", "app", "cli"},
    "components": {"pages", "app", "cli"},
    "pages": {"streamlit", "duckdb", "plotly", "pandas", "data", "pages", "app", "cli"},
}
CHARTS_AND_WORDS = ("components/charts/", "components/house.py", "components/words.py")
COMPOSITION_ROOTS = {
    *(f"components/commands/{path.name}" for path in (ROOT / "components" / "commands").glob("*.py")),
    "components/access.py",
    "components/commentary.py",
    "components/digest.py",
    "components/differences.py",
    "components/doors.py",
    "components/history.py",
    "components/intake.py",
    "components/landed.py",
    "components/ledger.py",
    "components/link_visit.py",
    "components/locks.py",
    "components/kept_profiles.py",
    "components/restated.py",
    "components/versions.py",
    "components/watching.py",
    "components/opening.py",
    "components/people.py",
    "components/pinning.py",
    "components/schedule.py",
    "components/settings.py",
    "components/sharing.py",
    "components/sheets.py",
    "components/upload.py",
    "components/waiting.py",
}
"""The modules that may know both `data` and `queries`: they open the store and install the views."""


def python_files(folder: str) -> list[Path]:
    return [path for path in sorted((ROOT / folder).rglob("*.py")) if "__pycache__" not in path.parts]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_layer_does_not_reach_back(folder):
    reaching = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in python_files(folder)
        for name in imports(path)
        if name.split(".")[0] in FORBIDDEN[folder]
    }
    assert not reaching


def test_charts_house_and_words_know_no_streamlit():
    knowing = {
        str(path.relative_to(ROOT))
        for path in python_files("components")
        if str(path.relative_to(ROOT)).startswith(CHARTS_AND_WORDS)
        and any(name.split(".")[0] == "streamlit" for name in imports(path))
    }
    assert not knowing


def test_only_the_composition_roots_reach_data():
    reaching = {
        str(path.relative_to(ROOT))
        for path in [*python_files("components"), *ROOT.glob("*.py")]
        if any(name.split(".")[0] == "data" for name in imports(path))
    }
    assert reaching <= COMPOSITION_ROOTS


def test_nothing_imports_the_shell():
    importing = {
        str(path.relative_to(ROOT))
        for folder in ("data", "queries", "components", "pages")
        for path in python_files(folder)
        if "components.shell" in imports(path)
    }
    assert not importing


@pytest.mark.parametrize("layer", LAYERS)
def test_sql_reads_only_leftwards(layer):
    later = LAYERS[LAYERS.index(layer) + 1 :]
    reaching = {(file.name, name) for file in sql_files(layer) for name, _ in references(file) if name in later}
    assert not reaching


@pytest.mark.parametrize("layer", LAYERS[1:])
def test_only_staging_reads_rows_of_the_ledger(layer):
    """Past staging, only what is not a row may be asked of the ledger: its versions and which parts stand."""
    reading = {
        (file.name, name)
        for file in sql_files(layer)
        for name in re.findall(r"\bledger\.(\w+)", file.select)
        if name not in ("versions", "live_parts")
    }
    assert not reading


def test_no_page_holds_sql():
    holding = {
        path.name
        for path in python_files("pages")
        if re.search(r"\bselect\b.+\bfrom\b", path.read_text(encoding="utf-8"))
    }
    assert not holding


def test_no_page_leans_on_css_or_html():
    leaning = {
        str(path.relative_to(ROOT))
        for folder in ("pages", "components")
        for path in python_files(folder)
        if re.search(r"unsafe_allow_html|use_container_width|plotly\.express|<style", path.read_text(encoding="utf-8"))
    }
    assert not leaning


def test_checking_builds_on_recognising_and_not_the_other_way_round():
    reaching = {
        str(path.relative_to(ROOT))
        for path in python_files("data/recognise")
        if any(name.startswith("data.check") for name in imports(path))
    }
    assert not reaching
