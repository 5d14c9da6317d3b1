"""What holds for every page: it opens only through the shell, and on an empty store it says what to upload."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_opens_with_the_guard_and_asks_one_question(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    question = ast.get_docstring(tree) or ""
    first = next(node for node in tree.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom))
    assert question.split("\n\n")[0].endswith("?")
    assert isinstance(first, ast.Assign)
    assert ast.unparse(first).startswith("page = open_page(__doc__")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_asked_for_on_its_own_shows_nothing(path: Path):
    app = AppTest.from_file(str(path)).run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Open this page from the start page"]
    assert not app.metric
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
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
