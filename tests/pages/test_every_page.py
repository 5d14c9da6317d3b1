"""What holds for every page: it opens only through the shell, and on an empty store it says what to upload."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))
IN_EVERY_RUN = ("board", "quality", "upload")
"""The pages whose banner is looked at whenever all is tested: it is the shell's, so the others have the same."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_asks_one_question_declares_itself_and_does_nothing_until_it_is_rendered(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    question, *others = tree.body
    assert (ast.get_docstring(tree) or "").split("\n\n")[0].endswith("?")
    assert isinstance(question, ast.Expr)
    assert all(isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.FunctionDef) for node in others)
    assert [
        ast.unparse(node.args) for node in others if isinstance(node, ast.FunctionDef) and node.name == "render"
    ] == ["page: Page"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_asked_for_on_its_own_shows_nothing(path: Path):
    app = AppTest.from_file(str(path)).run()
    assert not app.exception
    assert not app.main.children


@pytest.mark.parametrize(
    "path",
    [path if path.stem in IN_EVERY_RUN else pytest.param(path, marks=pytest.mark.trust) for path in PAGES],
    ids=lambda path: path.stem,
)
def test_on_the_sample_a_page_has_a_finding_and_says_the_data_is_made_up(path: Path, open_page):
    app = open_page(path.stem)
    assert len(app.title) == 1
    assert app.title[0].value
    assert any("Sample data" in text.value for text in app.markdown)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_when_all_is_withdrawn_a_page_says_what_to_upload_and_not_the_sample(path: Path, open_page, emptied):
    app = open_page(path.stem, store=emptied)
    assert len(app.title) == 1
    assert not any("Sample data" in text.value for text in app.markdown)
    assert not app.get("plotly_chart")
