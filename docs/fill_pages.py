"""The last column of the tables in metrics.md, from the front matter of what each line names.

`python -m docs.fill_pages` writes it anew; a test says when it is not up to date.
"""

import re
from pathlib import Path

from queries import DETECTORS, METRICS, VIEWS

TABLES = Path(__file__).with_name("metrics.md")
PAGE_OF = {id: subject.page for kind in (METRICS, VIEWS) for id, subject in kind.items()} | dict.fromkeys(
    DETECTORS, "diagnosis"
)


def filled(text: str) -> str:
    """The tables with the pages on which their metrics, views and detectors stand."""
    return "\n".join(_filled(line) for line in text.split("\n"))


def _filled(line: str) -> str:
    cells = line.split(" | ")
    ids = re.findall(r"`(\w+)`", cells[1]) if len(cells) == 4 else []
    if not ids:
        return line
    return " | ".join([*cells[:3], f"{', '.join(dict.fromkeys(PAGE_OF[id] for id in ids))} |"])


if __name__ == "__main__":
    TABLES.write_text(filled(TABLES.read_text(encoding="utf-8")), encoding="utf-8")
