"""Every list of pages is derived from what their files declare."""

import subprocess
import sys
from pathlib import Path

import pytest

from components.navigation import HOME, PAGES, SHAREABLE, declared, in_order


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "late.py").write_text('"""When?\n\nNot now."""\n\nPAGE = PageInfo("Late", order=9, role="admin")\n')
    (tmp_path / "early.py").write_text(
        '"""Which\nones?"""\nPAGE = PageInfo("Early", 1, group="Money", needs_data=False)\n'
    )
    return tmp_path


def test_pages_stand_in_the_order_that_they_declare(folder):
    assert list(in_order(folder)) == ["early", "late"]


def test_the_question_is_the_first_paragraph_of_the_docstring(folder):
    assert [info.question for info in in_order(folder).values()] == ["Which ones?", "When?"]


def test_what_a_page_does_not_say_is_what_most_pages_are(folder):
    early, late = in_order(folder).values()
    assert (early.title, early.group, early.role, early.needs_data) == ("Early", "Money", "link", False)
    assert (late.title, late.group, late.role, late.needs_data) == ("Late", "", "admin", True)


def test_a_page_without_a_declaration_is_refused_by_name(tmp_path):
    (tmp_path / "silent.py").write_text('"""Why?"""\n')
    with pytest.raises(TypeError, match=r"pages/silent\.py declares no PAGE"):
        declared(tmp_path / "silent.py")


def test_a_role_that_is_none_is_refused(tmp_path):
    (tmp_path / "open.py").write_text('PAGE = PageInfo("Open", 1, role="everybody")\n')
    with pytest.raises(ValueError, match="'everybody' is no role of a page"):
        declared(tmp_path / "open.py")


def test_one_lands_on_the_board_and_can_share_what_a_link_may_open():
    assert HOME == "board"
    assert set(PAGES) - set(SHAREABLE) == {"upload", "history", "settings", "methods"}


def test_knowing_the_pages_loads_nothing_that_draws_them():
    loaded = "import sys; from components import navigation; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert not {"streamlit", "plotly", "pandas", "duckdb"} & set(modules)
