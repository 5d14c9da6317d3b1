"""The last column of the tables in metrics.md and articles.md, from the front matter of what each line names.

`python -m docs.fill_pages` writes it anew; a test says when it is not up to date.
"""

import re
from pathlib import Path

from queries import DETECTORS, METRICS, VIEWS

TABLES = (Path(__file__).with_name("metrics.md"), Path(__file__).with_name("articles.md"))
PAGE_OF = {id: subject.page for kind in (METRICS, VIEWS) for id, subject in kind.items()} | dict.fromkeys(
    DETECTORS, "diagnosis"
)


def filled(text: str) -> str:
    """The tables with the pages on which their metrics, views and detectors stand."""
    return "\n".join(_filled(line) for line in text.split("\n"))


def _filled(line: str) -> str:
    cells = line.split(" | ")
    pages = dict.fromkeys(PAGE_OF[id] for id in re.findall(r"`(\w+)`", cells[1]) if id in PAGE_OF) if cells[1:] else {}
    if not pages:
        return line  # a heading, or what is quoted alone and stands on Benchmarks
    return " | ".join([*cells[:-1], f"{', '.join(pages)} |"])


if __name__ == "__main__":
    for table in TABLES:
        table.write_text(filled(table.read_text(encoding="utf-8")), encoding="utf-8")
