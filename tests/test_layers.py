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
PURE = ("components/charts/", "components/theme.py", "components/text/")
"""What knows no Streamlit but to find the fonts that come with it."""

ROOMS = (
    "shell",
    "commands",
    "sign_in_screen",
    "digest",
    "history",
    "upload",
    "settings",
    "share",
    "narratives",
    "exports",
    "server",
    "jobs",
    "page",
    "auth",
    "stores",
    "charts",
    "theme",
    "text",
    "navigation",
    "streamlit_internals",
)
"""The rooms of components/, and its modules that stand by themselves: each imports only of those after it."""

PUBLIC_STREAMLIT = ("streamlit.testing.v1", "streamlit.starlette")
FOLDERS = ("components", "data", "deploy", "docs", "pages", "queries", "tests")

KNOW_DATA = {"auth", "commands", "digest", "history", "jobs", "server", "settings", "share", "stores", "upload"}
"""The rooms that may know `data`: they write, or they decide who may."""


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


def room(module: str) -> str | None:
    """Which room of components/ a module belongs to; None for what is not of components/."""
    parts = module.split(".")
    return parts[1] if parts[0] == "components" and len(parts) > 1 else None


def crossings() -> set[tuple[str, str, str]]:
    """Every import from one room of components/ into another: (room, room, file)."""
    return {
        (here, there, str(path.relative_to(ROOT)))
        for path in python_files("components")
        if path != ROOT / "components" / "__init__.py"
        for name in imports(path)
        if (here := room(".".join(path.relative_to(ROOT).with_suffix("").parts)))
        and (there := room(name))
        and here != there
    }


def test_every_room_has_its_place():
    here = {path.stem for path in (ROOT / "components").iterdir() if path.is_dir() or path.suffix == ".py"}
    assert here - {"__init__", "__pycache__"} == set(ROOMS)


def test_rooms_import_downwards_only():
    upwards = {(a, b, file) for a, b, file in crossings() if ROOMS.index(a) >= ROOMS.index(b)}
    assert not upwards


def test_charts_theme_and_text_know_no_streamlit():
    knowing = {
        str(path.relative_to(ROOT))
        for path in python_files("components")
        if str(path.relative_to(ROOT)).startswith(PURE)
        and any(name.split(".")[0] == "streamlit" for name in imports(path))
    }
    assert knowing == {"components/charts/rendering.py"}


def test_only_these_rooms_know_data():
    knowing = {
        room(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for path in python_files("components")
        if any(name.split(".")[0] == "data" for name in imports(path))
    }
    assert knowing == KNOW_DATA


def test_only_these_two_files_import_inner_modules_of_streamlit():
    """What is documented may be imported anywhere: `streamlit` itself, its testing and its server's app."""
    reaching = {
        str(path.relative_to(ROOT))
        for folder in (".", *FOLDERS)
        for path in (python_files(folder) if folder != "." else ROOT.glob("*.py"))
        if any(name.startswith("streamlit.") and not name.startswith(PUBLIC_STREAMLIT) for name in imports(path))
    }
    assert reaching == {"components/streamlit_internals.py", "tests/streamlit_internals.py"}


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


def test_the_formatter_is_obeyed_everywhere():
    kept = [
        str(path.relative_to(ROOT))
        for folder in ("data", "queries", "components", "pages", "docs", "tests")
        for path in python_files(folder)
        if "fmt: " + "skip" in path.read_text(encoding="utf-8")
    ]
    assert not kept
