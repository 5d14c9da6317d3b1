"""A page as a paragraph: open it, title, figures, show, show, table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from components import charts
from components.navigation import PAGES, renderer
from components.page import explain
from components.page.blocks import (
    Chart,
    Download,
    Figure,
    Figures,
    Gap,
    Grid,
    Head,
    Heading,
    Link,
    Note,
    Point,
    Quoted,
    Strip,
    Surface,
    Table,
    Text,
)
from components.page.cache import FINDINGS, By, ask, drawing, identity, named
from components.page.visit import Visit
from components.text import format
from components.theme import Drawn, Look
from queries import BENCHMARKS, METRICS, Answer, Benchmark, Book, Listing, Row, Subject
from queries.benchmarks import standing

__all__ = ["FINDINGS", "By", "Figure", "Page", "Point", "write"]


class Page:
    """What a page writes on. `book` is what its figures are read from, `look` how its reader sees it."""

    def __init__(self, question: str, visit: Visit, surface: Surface) -> None:
        self.question = question
        self.visit = visit
        self.book: Book = visit.book
        self.look: Look = visit.look
        self._on = surface

    @property
    def narrow(self) -> Look:
        """The reader's look in a third of the page, which is as wide as a telephone."""
        return replace(self.look, width="narrow")

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the store."""
        return self.visit.is_empty

    def title(self, finding: str) -> None:
        """The page's one headline, the finding in one clause; beneath it the question it answers. Said again, it replaces
        what was said before."""
        self._on.head(Head(finding, self.question))

    def ask(self, subject: str | Subject, by: By = "quarter") -> Any:
        """The answer to a metric (by quarter, unit or in total), or a view's listing; kept until the store changes."""
        return ask(self.visit, subject, by)

    def ask_before(self, subject: str | Subject, by: By = "quarter") -> Any:
        """The same as it stood a quarter earlier; None where nothing is known of then."""
        before = self.book.before()
        return None if before is None else ask(replace(self.visit, book=before), subject, by)

    def ask_each_quarter(self, view: str | Subject) -> dict[str, Listing]:
        """A view's listing as it stood at the end of each quarter shown, by its label, oldest first."""
        found: dict[str, Any] = {}
        for quarter in self.book.quarters():
            found[quarter.label] = ask(replace(self.visit, book=self.book.ending(quarter)), view, "quarter")
        return found

    def show(
        self,
        chart: Callable[..., Drawn],
        *subjects: str | Subject,
        by: By | None = None,
        key: str = "",
        narrow: bool = False,
    ) -> Drawn:
        """A chart of these subjects with its finding above, its reading below, and how it is computed.

        `narrow`: drawn as for a telephone, for a third of the page.
        """
        grain: By = by or ("unit" if chart is charts.by_unit else "quarter")
        drawn = self._drawn(chart, subjects, grain, self.narrow if narrow else self.look)
        self.draw(drawn, *subjects, key=key or chart.__name__)
        return drawn

    def strip(self, chart: Callable[..., Drawn], *subjects: str | Subject) -> None:
        """The answer as one line under the title, which is its finding; nothing where there is nothing to draw."""
        drawn = self._drawn(chart, subjects, "quarter", self.look)
        self._on.put(Strip(drawn, f"strip-{'-'.join(map(identity, subjects))}"))

    def _drawn(self, chart: Callable[..., Drawn], subjects: Sequence[str | Subject], by: By, look: Look) -> Drawn:
        """The chart of these subjects; kept until the store changes."""
        name = (f"{chart.__module__}.{chart.__qualname__}", *map(identity, subjects), by)
        return drawing(self.visit, name, look, lambda: chart(*(self.ask(subject, by) for subject in subjects), look))

    def draw(self, drawn: Drawn, *subjects: str | Subject, key: str, points: Sequence[Point] = ()) -> None:
        """What a chart function returned, where a page had to prepare its answers itself; or sentences in its place."""
        behind = tuple(found for found in map(named, subjects) if found)
        self._on.put(Chart(drawn, behind, f"{key}-{'-'.join(map(identity, subjects))}", tuple(points)))

    def figures(self, figures: Sequence[Figure]) -> None:
        """A strip of figures under the title; those that cannot be known yet say what they wait for."""
        self._on.put(Figures(tuple(figures)))

    def row(self, metric: str) -> Row | None:
        """A metric's one row for the scope; None where nothing is known of it."""
        answer: Answer = self.ask(metric, "total")
        return answer.last

    def figure(self, metric: str, label: str = "", beside: str = "") -> Figure:
        """A metric's figure for the scope; beside it its counts and interval, or what is said in their place."""
        found = METRICS[metric]
        answer: Answer = self.ask(found, "total")
        row, name = answer.last, label or found.title
        value = format.NOT_KNOWN if row is None else format.figure(row, found.unit)
        if row is None or value == format.NOT_KNOWN:
            return Figure(name, format.NOT_KNOWN, format.needs(answer.missing), found.formula)
        # people counted with each tool are no cases of their own: their share has counts and no interval
        counts = (
            format.of(row.numerator, row.denominator)
            if found.people and found.unit == "percent" and row.denominator
            else ""
        )
        return Figure(name, value, beside or format.beside(row, found.unit) or counts, found.formula)

    def counts(self, metric: str, unit: str = "count") -> str:
        """The counts or amounts a rate is made of: 3 of 8; 1.2m of 4.0m; empty where nothing is known."""
        row = self.row(metric)
        return f"{format.value(row.numerator, unit)} of {format.value(row.denominator, unit)}" if row else ""

    def against(self, benchmark: str) -> str:
        """How the metric a quoted figure speaks of stands against it, in words; empty where it must not be scored.

        By its interval; a full count of money or seats, which has none, by itself.
        """
        one = BENCHMARKS[benchmark]
        row = self.row(one.compares_with)
        found = standing(row, one)
        return format.against(found, format.interval(one.low, one.high, METRICS[one.compares_with].unit))

    def table(self, view: str | Subject, heading: str = "", columns: dict[str, str] | None = None) -> Listing:
        """A listing as a table; `columns` names what is shown and how each column is called."""
        found: Listing = self.ask(view)
        title = heading or found.view.title
        if found.missing:
            self._on.put(Table(title, found.frame, says=f"{format.needs(found.missing)}."))
        elif found.frame.empty:
            self._on.put(Table(title, found.frame, says="None in what is shown."))
        elif columns is None:
            self._on.put(Table(title, found.frame))
        else:
            handed_over = found.frame[list(columns)].rename(columns=columns)
            self._on.put(Table(title, handed_over, _told(found, columns)))
        return found

    def rows(self, frame: pd.DataFrame, title: str) -> None:
        """Rows that a page put together itself, under a heading that stands there already."""
        self._on.put(Table(title, frame, is_headed=False))

    def grid(self, frame: pd.DataFrame) -> None:
        """A table in plain sight whose sentences wrap."""
        self._on.put(Grid(frame))

    def download(self, frame: pd.DataFrame, title: str) -> None:
        """All rows of what was shown in part, as a file."""
        self._on.put(Download(frame, title))

    def columns(self, spec: int | Sequence[float], gap: Gap = "large") -> Any:
        """Columns side by side on a desktop, one below the other on a telephone; written in with `with`."""
        return self._on.columns(spec, gap)

    def in_pairs(self, *drawing: Callable[[], object]) -> None:
        """What each of these draws, two beside each other, row by row; a last one has the whole width."""
        for first in range(0, len(drawing), 2):
            row = drawing[first : first + 2]
            if len(row) == 1:  # drawn without columns: it shares no height and leaves no gap
                row[0]()
                continue
            for place, draw in zip(self.columns(2), row, strict=True):
                with place:
                    draw()

    def tabs(self, *names: str) -> Any:
        """Tabs, each to be written in `with`; `.open` says which one is, so that a hidden one need not be computed."""
        return self._on.tabs(names)

    def fold(self, name: str) -> Any:
        """What a reader unfolds; written in with `with`."""
        return self._on.fold(name)

    def heading(self, text: str) -> None:
        """A section's head with the rule under it, where no chart brings its own."""
        self._on.put(Heading(text))

    def write(self, *sentences: str) -> None:
        """Sentences, a paragraph each. Names from a sheet stay plain text."""
        for sentence in sentences:
            self._on.put(Text(sentence))

    def note(self, text: str) -> None:
        """A line that stands back."""
        self._on.put(Note(text))

    def quoted(self, benchmarks: Sequence[Benchmark]) -> None:
        """What others are quoted to have found, with who said it and how good the evidence is."""
        self._on.put(Quoted(tuple(benchmarks)))

    def link(self, name: str, label: str) -> None:
        """A link to another page of the app (`funnel`), which keeps the filters."""
        self._on.put(Link(name, label))


def write(visit: Visit, surface: Surface) -> None:
    """The visit's page, written on a surface: its function, or where nothing is live what to upload."""
    info = PAGES[visit.page]
    page = Page(info.question, visit, surface)
    if info.needs_data and page.is_empty:
        page.title("Nothing has been uploaded that still stands")
        surface.nothing()
    else:
        renderer(info.name)(page)


def _told(found: Listing, columns: dict[str, str]) -> pd.DataFrame:
    """A listing as a page shows it: money whole, who built it and when in the page's words, no column that is empty."""
    told = found.frame[list(columns)].head(explain.MOST_ROWS).copy()
    for column in told.columns.intersection(list(format.ORIGINS)):
        told[column] = told[column].replace(format.ORIGINS[column])
    month = found.scope.settings.get("fiscal_start_month", "1")
    for column in [name for name in told.columns if name.endswith("_period")]:
        told[column] = [None if pd.isna(label) else format.quarter(str(label), month) for label in told[column]]
    for column in told.select_dtypes("float").columns:
        if told[column].abs().max() >= explain.LONG_NUMBER:
            told[column] = told[column].round(0)
    return told.replace("", None).rename(columns=columns)
