"""Where counts of people must not be told row by row: beside a small group the others of its quarter stay untold too, or
it could be worked out from their total."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from queries.read import Book

QUARTERLY = {
    "adoption": "(select quarter_start, is_hidden from facts.tool_use union all select quarter_start, is_small from facts.adoption)",
    "people": "facts.people",
}
"""Dataset -> what judges, quarter by quarter, whether its groups are small; of use also the months before the last."""
NEVER = "survey"
"""The dataset whose single answers are never shown."""


@dataclass(frozen=True)
class Suppression:
    """What rows of people may not be told: of which datasets every one, of which those that end in these quarters."""

    whole: frozenset[str]
    quarters: Mapping[str, frozenset[dt.date]]

    def hides(self, dataset: str, quarter_start: dt.date | None) -> bool:
        """Whether the counts of a dataset's rows of a quarter stay untold; always where the quarter is not known."""
        if dataset in self.whole:
            return True
        return dataset in self.quarters and (quarter_start is None or quarter_start in self.quarters[dataset])


def suppression(book: Book) -> Suppression:
    """What the book's version hides, over all units."""
    scoped = book.facts("adoption", "people", "tool_use", "training")
    quarters = {
        dataset: frozenset(
            start
            for (start,) in scoped.execute(f"select distinct quarter_start from {fact} where is_hidden").fetchall()
        )
        for dataset, fact in QUARTERLY.items()
    }
    whole = {NEVER}
    if scoped.execute("from facts.training where is_hidden limit 1").fetchall():
        whole.add("training")
    return Suppression(frozenset(whole), quarters)
