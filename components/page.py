"""A page as a paragraph: open it, title, figures, show, show, table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import streamlit as st

from components import charts, explain, house, marks, words
from components.house import Drawn, Look
from components.session import Visit, link, take
from queries import (
    BENCHMARKS,
    DETECTORS,
    METRICS,
    VIEWS,
    Answer,
    Book,
    Listing,
    Metric,
    Row,
    Subject,
    by_unit,
    findings,
    listing,
    over_time,
    total,
)
from queries.benchmarks import standing
from queries.read import by_unit_over_time

FULL_STRIP = 5  # figures that fill a desktop's width
LINK_INDENT = 8  # pixels that Streamlit keeps before the label of a link
By = Literal["quarter", "unit", "unit and quarter", "total"]
FINDINGS = "findings"
"""The subject of everything that all detectors found."""


@dataclass(frozen=True)
class Figure:
    """A figure of the strip under the title: what it is, the value, what stands beside it in words, what is behind it."""

    label: str
    value: str
    beside: str = ""
    explains: str = ""


@dataclass(frozen=True)
class Point:
    """A line of a list, with the page that answers for it; `lead` stands before it in bold, `more` beneath it."""

    says: str
    page: str
    lead: str = ""
    more: str = ""


class Page:
    """What a page writes on. `book` is what its figures are read from, `look` how its reader sees it."""

    def __init__(self, question: str, visit: Visit) -> None:
        self.question = question
        self.visit = visit
        self.book: Book = visit.book
        self.look: Look = visit.look
        self._head = st.empty()

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
        with self._head.container():
            st.title(_shown(finding), anchor=False)
            st.caption(_shown(self.question))

    def ask(self, subject: str | Subject, by: By = "quarter") -> Any:
        """The answer to a metric (by quarter, unit or in total), or a view's listing; kept until the store changes."""
        return _ask(self.visit, subject, by)

    def ask_before(self, subject: str | Subject, by: By = "quarter") -> Any:
        """The same as it stood a quarter earlier; None where nothing is known of then."""
        before = self.book.before()
        return None if before is None else _ask(replace(self.visit, book=before), subject, by)

    def ask_each_quarter(self, view: str | Subject) -> dict[str, Listing]:
        """A view's listing as it stood at the end of each quarter shown, by its label, oldest first."""
        found: dict[str, Any] = {}
        for quarter in self.book.quarters():
            found[quarter.label] = _ask(replace(self.visit, book=self.book.ending(quarter)), view, "quarter")
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
        if drawn.figure is not None:
            name = f"{self.visit.page}-strip-{'-'.join(_id(subject) for subject in subjects)}"
            st.plotly_chart(drawn.figure, key=name, theme=None, config=house.CONFIG, alt=drawn.alt or drawn.finding)

    def _drawn(self, chart: Callable[..., Drawn], subjects: Sequence[str | Subject], by: By, look: Look) -> Drawn:
        """The chart of these subjects; kept until the store changes, for drawing one takes longer than asking for it."""
        named = (f"{chart.__module__}.{chart.__qualname__}", *(_id(subject) for subject in subjects), by)
        return _kept_drawing(
            *_seen(self.visit), named, look.type, look.width,
            lambda: chart(*(self.ask(subject, by) for subject in subjects), look),
        )  # fmt: skip

    def draw(self, drawn: Drawn, *subjects: str | Subject, key: str, points: Sequence[Point] = ()) -> None:
        """What a chart function returned, where a page had to prepare its answers itself; or sentences in its place."""
        name = f"{self.visit.page}-{key}-{'-'.join(_id(subject) for subject in subjects)}"
        behind = [found for found in map(_subject, subjects) if found]
        with st.container(gap="small"):
            st.subheader(_shown(drawn.finding), divider="gray", anchor=False)
            if drawn.subtitle:
                st.caption(_shown(drawn.subtitle))
            if drawn.figure is not None:
                marks.chart(self.visit, drawn.figure, name, drawn.alt or drawn.finding, behind, self.ask)
            for point in points:
                self._point(point)
            explain.foot(self.visit, behind, drawn, name)

    def figures(self, figures: Sequence[Figure]) -> None:
        """A strip of figures under the title: five in a row on a desktop, two across on a telephone.

        Those that cannot be known yet stand beneath it in a line, with what they wait for.
        """
        narrow = self.look.is_narrow
        known = [figure for figure in figures if figure.value != words.NOT_KNOWN]
        spread: Literal["distribute", "left"] = "distribute" if narrow or len(known) >= FULL_STRIP else "left"
        with st.container(horizontal=True, horizontal_alignment=spread, gap="medium"):
            for figure in known:
                with st.container(width=165 if narrow else 228, gap=None):
                    help = None if narrow else words.plain(figure.explains) or None
                    st.metric(words.plain(figure.label), words.typeset(figure.value), help=help)
                    if figure.beside:  # a caption and not the metric's own delta, which cuts what is too long for it
                        st.caption(_shown(figure.beside))
        if waiting := _waiting(figures):
            self.note(waiting)

    def row(self, metric: str) -> Row | None:
        """A metric's one row for the scope; None where nothing is known of it."""
        answer: Answer = self.ask(metric, "total")
        return answer.last

    def figure(self, metric: str, label: str = "", beside: str = "") -> Figure:
        """A metric's figure for the scope; beside it its counts and interval, or what is said in their place."""
        found = METRICS[metric]
        answer: Answer = self.ask(found, "total")
        row, name = answer.last, label or found.title
        value = words.NOT_KNOWN if row is None else words.figure(row, found.unit)
        if row is None or value == words.NOT_KNOWN:
            return Figure(name, words.NOT_KNOWN, words.needs(answer.missing), found.formula)
        # people counted with each tool are no cases of their own: their share has counts and no interval
        counts = (
            words.of(row.numerator, row.denominator)
            if found.people and found.unit == "percent" and row.denominator
            else ""
        )
        return Figure(name, value, beside or words.beside(row, found.unit) or counts, found.formula)

    def counts(self, metric: str, unit: str = "count") -> str:
        """The counts or amounts a rate is made of: 3 of 8; 1.2m of 4.0m; empty where nothing is known."""
        row = self.row(metric)
        return f"{words.value(row.numerator, unit)} of {words.value(row.denominator, unit)}" if row else ""

    def against(self, benchmark: str) -> str:
        """How the metric a quoted figure speaks of stands against it, in words; empty where it must not be scored.

        By its interval; a full count of money or seats, which has none, by itself.
        """
        one = BENCHMARKS[benchmark]
        row = self.row(one.compares_with)
        found = standing(row, one)
        return words.against(found, words.interval(one.low, one.high, METRICS[one.compares_with].unit))

    def table(self, view: str | Subject, heading: str = "", columns: dict[str, str] | None = None) -> Listing:
        """A listing as a table; `columns` names what is shown and how each column is called."""
        found: Listing = self.ask(view)
        explain.table(self.visit, found, heading or found.view.title, columns)
        return found

    def columns(self, spec: int | Sequence[float], gap: Literal["small", "medium", "large"] = "large") -> Any:
        """Columns side by side on a desktop, one below the other on a telephone."""
        return st.columns(spec, gap="small" if self.look.is_narrow else gap)

    def in_pairs(self, *drawing: Callable[[], object]) -> None:
        """What each of these draws, two beside each other, row by row; a last one has the whole width."""
        for first in range(0, len(drawing), 2):
            row = drawing[first : first + 2]
            # a chart alone is drawn without columns: it shares no height and leaves no gap
            for place, draw in zip(self.columns(2) if len(row) > 1 else [st.container()], row, strict=True):
                with place:
                    draw()

    def tabs(self, *names: str) -> Any:
        """Tabs, each to be written in `with`; `.open` says which one is, so that a hidden one need not be computed."""
        return st.tabs(names, on_change="rerun", key=f"{self.visit.page}-{'-'.join(names)}")

    def heading(self, text: str) -> None:
        """A section's head with the rule under it, where no chart brings its own."""
        st.subheader(_shown(text), divider="gray", anchor=False)

    def write(self, *sentences: str) -> None:
        """Sentences, a paragraph each. Names from a sheet stay plain text."""
        for sentence in sentences:
            st.markdown(_shown(sentence))

    def note(self, text: str) -> None:
        """A line that stands back."""
        st.caption(_shown(text))

    def link(self, name: str, label: str) -> None:
        """A link to another page of the app (`funnel`), which keeps the filters."""
        link(self.visit.pages, name, words.plain(label))

    def _point(self, point: Point) -> None:
        """A line that is a link where the visitor has that page; what stands beneath it stands back."""
        says = f"**{_shown(point.lead)}** {_shown(point.says)}" if point.lead else _shown(point.says)
        with st.container(gap=None):
            if point.page in self.visit.pages:
                link(self.visit.pages, point.page, says)
            else:
                st.markdown(says)
            if point.more:
                with st.container(horizontal=True, gap=None):
                    st.space(LINK_INDENT)
                    with st.container(width="stretch"):
                        st.caption(_shown(point.more))


def open_page(question: str | None, *, needs_data: bool = True) -> Page:
    """The page to write on: refused where the shell did not run first, stopped with a sentence where there is no data.

    `question` is the page's docstring; its first paragraph stands under the title.
    """
    visit = take()
    if visit is None:
        st.title("Open this page from the start page", anchor=False)
        st.markdown("It was asked for on its own, without the sign-in and the filters that come first.")
        st.stop()
    page = Page(" ".join((question or "").split("\n\n")[0].split()), visit)
    if needs_data and page.is_empty:
        page.title("Nothing has been uploaded that still stands")
        explain.empty(visit)
        st.stop()
    return page


def _shown(text: str) -> str:
    """A sentence that may hold names from a sheet, as a heading or caption may show it."""
    return words.typeset(words.plain(text))


def _waiting(figures: Sequence[Figure]) -> str:
    """The figures that cannot be known yet, those that wait for the same together; empty where all are known."""
    by_need: dict[str, list[str]] = {}
    for figure in figures:
        if figure.value == words.NOT_KNOWN:
            by_need.setdefault(figure.beside, []).append(figure.label)
    says = [
        f"{words.DOT.join(labels)}{reason.removeprefix('Not enough data').replace(': needs', ' (needs', 1)}{')' if ': needs' in reason else ''}"
        for reason, labels in by_need.items()
    ]
    return f"Not enough data yet: {'; '.join(says)}." if says else ""


def _subject(subject: str | Subject) -> Subject | None:
    if isinstance(subject, Subject):
        return subject
    found = METRICS.get(subject) or VIEWS.get(subject) or DETECTORS.get(subject)
    if found is None and subject != FINDINGS:
        raise KeyError(f"there is no metric, view or detector {subject!r}")
    return found


def _id(subject: str | Subject) -> str:
    return subject if isinstance(subject, str) else subject.id


def _ask(visit: Visit, subject: str | Subject, by: By) -> Answer | Listing:
    return _kept_answer(*_seen(visit), _id(subject), by, visit.book, _subject(subject))


def _seen(visit: Visit) -> tuple[tuple[str, int], tuple[Any, ...]]:
    """What a visitor looks at, as a key: the store with its version, and the scope. Never the frames themselves."""
    scope = visit.book.scope
    seen = (scope.as_of, scope.since, scope.until, scope.units, scope.allowed_units, scope.candidate)
    return (visit.opened.identity, visit.opened.latest), seen


@st.cache_data(show_spinner=False, max_entries=1000)
def _kept_answer(
    store: tuple[str, int], seen: tuple[Any, ...], subject: str, by: By, _book: Book, _subject: Subject | None
) -> Answer | Listing:
    """Answers by store, version, scope, subject and grain."""
    if _subject is None:
        return findings(_book)
    return _GRAINS[by](_book, _subject) if isinstance(_subject, Metric) else listing(_book, _subject)


@st.cache_resource(show_spinner=False, max_entries=300)
def _kept_drawing(
    store: tuple[str, int], seen: tuple[Any, ...], named: tuple[str, ...], light: str, width: str,
    _draw: Callable[[], Drawn],
) -> Drawn:  # fmt: skip
    """Charts by what they are drawn from and for which look. One is shared by all who see it: nobody changes it."""
    return _draw()


_GRAINS: dict[str, Callable[[Book, Metric], Answer]] = {
    "quarter": over_time,
    "unit": by_unit,
    "unit and quarter": by_unit_over_time,
    "total": total,
}
