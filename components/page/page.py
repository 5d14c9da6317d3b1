"""A page as a paragraph: open it, title, figures, show, show, table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVarTuple

import pandas as pd

from components.page import cache, explain
from components.page.blocks import (
    Chart,
    Download,
    Figure,
    Figures,
    Gap,
    Grid,
    Header,
    Heading,
    Link,
    Note,
    Openable,
    Place,
    Point,
    Quoted,
    Sparkline,
    Surface,
    Table,
    Text,
)
from components.page.cache import drawing, named
from components.page.visit import Visit
from components.text import format
from components.theme import Drawn, Viewport
from queries import BENCHMARKS, FINDINGS, METRICS, Answer, Benchmark, Book, Change, Listing, Metric, Row, Subject
from queries.benchmarks import compare
from queries.changes import reporting
from queries.read import Grain

__all__ = ["FINDINGS", "Figure", "Page", "Panel", "Point"]

Answers = TypeVarTuple("Answers")


class Page:
    """What a page writes on. `book` is what its figures are read from, `viewport` how its reader sees it."""

    def __init__(self, question: str, visit: Visit, surface: Surface) -> None:
        self.question = question
        self.name = visit.page
        self.visit = visit
        self.book: Book = visit.book
        self.viewport: Viewport = visit.viewport
        self._on = surface

    @property
    def narrow(self) -> Viewport:
        """The reader's viewport in a third of the page, which is as wide as a telephone."""
        return replace(self.viewport, width="narrow")

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the store."""
        return self.visit.is_empty

    def title(self, finding: str) -> None:
        """The page's one headline, the finding in one clause; beneath it the question it answers. Said again, it replaces
        what was said before."""
        self._on.header(Header(finding, self.question))

    def metric(self, metric: str | Metric, by: Grain = "quarter") -> Answer:
        """The answer to a metric: by quarter, by unit, or in total."""
        return cache.metric(self.visit, metric, by)

    def listing(self, subject: str | Subject) -> Listing:
        """A view's or a detector's rows; of `FINDINGS`, all that the detectors found."""
        return cache.listing(self.visit, subject)

    def change(self, metric: str | Metric) -> Change:
        """How a metric moved in the last quarter, of the units that reported both."""
        return cache.change_of(self.visit, metric)

    def reporting(self, dataset: str) -> tuple[int, int]:
        """How many units sent rows of a dataset for the last quarter shown, of how many that ever did."""
        return reporting(self.book, dataset)

    def metric_before(self, metric: str | Metric, by: Grain = "quarter") -> Answer | None:
        """The same as it was a quarter earlier; None where nothing is known of then."""
        return cache.metric(earlier, metric, by) if (earlier := self._a_quarter_earlier()) else None

    def listing_before(self, subject: str | Subject) -> Listing | None:
        """The same as it was a quarter earlier; None where nothing is known of then."""
        return cache.listing(earlier, subject) if (earlier := self._a_quarter_earlier()) else None

    def listing_each_quarter(self, subject: str | Subject) -> dict[str, Listing]:
        """A view's rows as they were at the end of each quarter shown, by its label, oldest first."""
        return {
            quarter.label: cache.listing(replace(self.visit, book=self.book.ending(quarter)), subject)
            for quarter in self.book.quarters()
        }

    def _a_quarter_earlier(self) -> Visit | None:
        before = self.book.before()
        return None if before is None else replace(self.visit, book=before)

    def show(
        self, chart: Callable[[*Answers, Viewport], Drawn], *answers: *Answers, key: str = "", narrow: bool = False
    ) -> Drawn:
        """A chart of these answers with its finding above, its reading below, and how it is computed.

        `narrow`: drawn as for a telephone, for a third of the page.
        """
        drawn = self._drawn(chart, *answers, viewport=self.narrow if narrow else self.viewport)
        self.draw(drawn, *map(subject_of, answers), key=key or chart.__module__.rpartition(".")[2])
        return drawn

    def sparkline(self, chart: Callable[[*Answers, Viewport], Drawn], *answers: *Answers) -> None:
        """The answer as one line under the title, which is its finding; nothing where there is nothing to draw."""
        drawn = self._drawn(chart, *answers, viewport=self.viewport)
        self._on.put(Sparkline(drawn, f"strip-{'-'.join(subject_of(answer).id for answer in answers)}"))

    def draw_chart(self, chart: Callable[[*Answers, Viewport], Drawn], *answers: *Answers) -> Drawn:
        """The chart of these answers for this reader, not on the page yet."""
        return self._drawn(chart, *answers, viewport=self.viewport)

    def _drawn(self, chart: Callable[[*Answers, Viewport], Drawn], *answers: *Answers, viewport: Viewport) -> Drawn:
        """The chart of these answers; cached until the store or the scope changes."""
        name = (chart.__module__, *map(_grain_of, answers))
        return drawing(self.visit, name, viewport, lambda: chart(*answers, viewport))

    def draw(self, drawn: Drawn, *subjects: str | Subject, key: str, points: Sequence[Point] = ()) -> None:
        """What a chart function returned, where a page had to prepare its answers itself; or sentences in its place."""
        behind = tuple(map(named, subjects))
        self._on.put(Chart(drawn, behind, f"{key}-{'-'.join(subject.id for subject in behind)}", tuple(points)))

    def figures(self, figures: Sequence[Figure]) -> None:
        """A strip of figures under the title; those that cannot be known yet say what they wait for."""
        self._on.put(Figures(tuple(figures)))

    def row(self, metric: str) -> Row | None:
        """A metric's one row for the scope; None where nothing is known of it."""
        answer = self.metric(metric, "total")
        return answer.last

    def figure(self, metric: str, label: str = "", beside: str = "") -> Figure:
        """A metric's figure for the scope; beside it its counts and interval, or what is said in their place."""
        found = METRICS[metric]
        answer = self.metric(found, "total")
        row, name = answer.last, label or found.title
        value = format.NOT_KNOWN if row is None else format.figure(row, found.unit)
        if row is None or value == format.NOT_KNOWN:
            return Figure(name, format.NOT_KNOWN, format.needs(answer.missing), found.formula)
        # people counted with each tool are no cases of their own: their share has counts and no interval
        counts = (
            format.of(row.numerator, row.denominator)
            if (found.people or found.leaves_out) and found.unit == "percent" and row.denominator
            else ""
        )
        said = beside or format.beside(row, found.unit) or counts
        return Figure(name, value, "; ".join(filter(None, (said, format.left_out(row.left_out)))), found.formula)

    def counts(self, metric: str, unit: str = "count") -> str:
        """The counts or amounts a rate is made of: 3 of 8; 1.2m of 4.0m; empty where nothing is known."""
        row = self.row(metric)
        return f"{format.value(row.numerator, unit)} of {format.value(row.denominator, unit)}" if row else ""

    def against(self, benchmark: str) -> str:
        """How the metric a quoted figure speaks of stands against it, in words; empty where it must not be scored.

        By its interval; a full count of money or seats, which has none, by itself.
        """
        quoted = BENCHMARKS[benchmark]
        found = compare(self.row(quoted.compares_with), quoted)
        return format.comparison(found, format.interval(quoted.low, quoted.high, METRICS[quoted.compares_with].unit))

    def table(self, view: str | Subject, heading: str = "", columns: dict[str, str] | None = None) -> Listing:
        """A listing as a table; `columns` names what is shown and how each column is called."""
        found = self.listing(view)
        title = heading or found.view.title
        if found.missing:
            self._on.put(Table(title, found.frame, message=f"{format.needs(found.missing)}."))
        elif found.frame.empty:
            self._on.put(Table(title, found.frame, message="None in what is shown."))
        elif columns is None:
            self._on.put(Table(title, found.frame))
        else:
            handed_over = found.frame[list(columns)].rename(columns=columns)
            self._on.put(Table(title, handed_over, _formatted(found, columns)))
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

    def columns(self, spec: int | Sequence[float], gap: Gap = "large") -> Sequence[Place]:
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

    def tabs(self, *names: str) -> Sequence[Openable]:
        """Tabs, each to be written in `with`; `.open` says which one is, so that a hidden one need not be computed."""
        return self._on.tabs(names)

    def expander(self, name: str, *, is_lazy: bool = False) -> Openable:
        """What a reader unfolds; written in with `with`. Lazy: `.open` says whether it is, so that it need not be computed."""
        return self._on.expander(name, is_lazy)

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


@dataclass(frozen=True)
class Panel:
    """A chart and what it is drawn from, not asked for yet: a page may leave it out, or set it beside another.

    `Panel.of` makes one; it takes only answers that the chart is drawn from.
    """

    show: Callable[[Page], Drawn]
    draw: Callable[[Page], Drawn]
    answers: Callable[[Page], tuple[object, ...]]

    @staticmethod
    def of(chart: Callable[[*Answers, Viewport], Drawn], answers: Callable[[Page], tuple[*Answers]]) -> "Panel":
        """A chart, and how a page asks for its answers, in their order. `draw` makes it, `show` puts it on the page."""
        return Panel(
            show=lambda page: page.show(chart, *answers(page)),
            draw=lambda page: page.draw_chart(chart, *answers(page)),
            answers=answers,
        )

    def missing(self, page: Page) -> tuple[str, ...]:
        """The columns without any value for want of which there is nothing to draw, each once."""
        return tuple(dict.fromkeys(need for answer in self.asked(page) for need in answer.missing))

    def asked(self, page: Page) -> list[Answer | Listing]:
        """Its answers, whichever they are."""
        return [answer for answer in self.answers(page) if isinstance(answer, Answer | Listing)]


def has_rows(answer: Answer | Listing) -> bool:
    """Whether anything is known: a row with a value, a row of a listing."""
    if isinstance(answer, Listing):
        return not answer.missing and not answer.frame.empty
    return not answer.missing and any(row.value is not None for row in answer.rows)


def subject_of(answer: object) -> Subject:
    """What an answer or a listing was asked for."""
    if isinstance(answer, Answer | Change):
        return answer.metric
    if isinstance(answer, Listing):
        return answer.view
    raise TypeError(f"a chart is drawn from answers, changes and listings, not from {type(answer).__name__}")


def _grain_of(answer: object) -> str:
    """An answer's name in the cache of drawings."""
    name = subject_of(answer).id
    return f"{name} by {answer.by}" if isinstance(answer, Answer) else name


def _formatted(found: Listing, columns: dict[str, str]) -> pd.DataFrame:
    """A listing as a page shows it: money whole, who built it and when in the page's words, no column that is empty."""
    frame = found.frame[list(columns)].head(explain.MOST_ROWS).copy()
    for column in frame.columns.intersection(list(format.ORIGINS)):
        frame[column] = frame[column].replace(format.ORIGINS[column])
    month = found.scope.settings.get("fiscal_start_month", "1")
    for column in [name for name in frame.columns if name.endswith("_period")]:
        frame[column] = [None if pd.isna(label) else format.quarter(str(label), month) for label in frame[column]]
    for column in frame.select_dtypes("float").columns:
        if frame[column].abs().max() >= explain.LONG_NUMBER:
            frame[column] = frame[column].round(0)
    return frame.replace("", None).rename(columns=columns)
