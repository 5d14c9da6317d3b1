"""What the articles say stands in docs/articles.md beside what measures it: every id and page there exists."""

import re
from pathlib import Path

import pytest

from queries import BENCHMARKS, DETECTORS, METRICS, VIEWS, subjects_of
from tests.test_docs import shown

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| Statement")
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:40])
def test_what_measures_a_statement_exists_and_so_does_its_page(line):
    assert len(line) == 3
    _, measured, pages = line
    named = set(re.findall(r"`(\w+)`", measured))
    known = {*METRICS, *VIEWS, *DETECTORS, *BENCHMARKS}
    assert named <= known, named - known
    assert named or measured.startswith("Not measured: ")
    for page in pages.split(", "):
        assert (ROOT / "pages" / f"{page}.py").exists()
        assert not named or named & there(page), f"none of {named} stands on {page}"


def there(page: str) -> set[str]:
    """What a page shows: what it asks for, what belongs to it and stands folded at its foot, what is quoted."""
    quoted = set(BENCHMARKS) if page == "benchmarks" else set()
    return shown(page) | {subject.id for subject in subjects_of(page)} | quoted


def test_every_quoted_figure_is_said_by_an_article():
    quoted = {name for part in re.findall(r"quoted ((?:`\w+`(?:, )?)+)", TEXT) for name in re.findall(r"`(\w+)`", part)}
    assert quoted == set(BENCHMARKS)


def test_every_detector_answers_to_a_statement():
    assert set(DETECTORS) <= set(re.findall(r"`(\w+)`", TEXT))
