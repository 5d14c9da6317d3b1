"""Every metric, view and detector, read from the front matter of its own SQL file."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

HERE = Path(__file__).parent
LAYERS = ("staging", "facts", "metrics", "detectors", "views")
"""Folders of SQL, each a schema; a file reads only from its own layer or one to its left."""

GROUPS = {
    "failure_mode": "Failure modes",
    "pattern": "Patterns of failure",
    "human_gap": "Human gaps",
    "execution": "Execution gaps",
}
"""The groups of detectors, as the articles group them and in their order."""

Kind = Literal["flow", "state", "to_date", "cohort"]


@dataclass(frozen=True)
class Subject:
    """Something a reader can ask about. `page` is the page on which it stands (its file's name); `needs` are the columns
    (`pilots.started_on`; `a | b` = one of them) without which there is no answer; `rows` is the view that lists the rows
    behind it; `aliases` are the ids it had before, by which it is found still; `sql` is the whole select."""

    id: str
    layer: str
    sql: str
    title: str
    question: str
    formula: str
    unit: str = "count"
    good: Literal["up", "down", "none"] = "none"
    needs: tuple[str, ...] = ()
    benchmarks: tuple[str, ...] = ()
    rows: str | None = None
    note: str = ""
    page: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The view's name in SQL."""
        return f"{self.layer}.{self.id}"


@dataclass(frozen=True)
class Metric(Subject):
    """A figure with period, business_unit, numerator, denominator.

    A flow is summed over the periods shown; a cohort likewise, by start quarter; a state is as at `until`; to_date is
    from the beginning to `until`. `interval`: a rate over cases that could have come out otherwise, with its Wilson
    interval, "few" below `minimum_n`. `census`: a rate over all there are, which has its counts and no interval.
    Not `additive`: the select gives the total itself, in a row without business_unit. Of `people`: a fifth column says
    how many people a row stands for, and the reader hides small groups, before any filter and against subtraction.
    Where it `leaves_out` what few people stand behind, a row says so itself: `has_hidden`, something is left out of it,
    and `is_hidden`, all is; a sum is of the others, and says of how many units it leaves something out.
    """

    kind: Kind = "flow"
    interval: bool = False
    census: bool = False
    additive: bool = True
    people: bool = False
    leaves_out: bool = False
    minimum_n: int = 5


@dataclass(frozen=True)
class View(Subject):
    """A listing for one chart or table; `n` names the column whose sum is the number of cases."""

    n: str | None = None


@dataclass(frozen=True)
class Detector(Subject):
    """One thing that may be wrong: a row per unit, initiative or tool, with severity 3 to 0 (null: not enough data).

    `short` is its title where there is little room, `order` its place within its group, `subjects` says what it judges
    ("units"), `page` is the page that shows more of what it looks at: it stands there and on Diagnosis.
    """

    group: str = "failure_mode"
    short: str = ""
    order: int = 0
    subjects: str = "initiatives in flight or live"
    remedy: str = ""
    next_step: str = ""
    source: str = ""


@dataclass(frozen=True)
class SqlFile:
    """A SQL file: its layer, its name, its front matter, its select."""

    layer: str
    name: str
    front: dict[str, Any] = field(hash=False)
    select: str = ""


S = TypeVar("S", bound=Subject)


class Catalogue(Mapping[str, S], Generic[S]):
    """The subjects of a kind by their ids. What was renamed is found by its old ids too, and listed by its new one alone."""

    def __init__(self, subjects: Iterable[S]) -> None:
        self._subjects = {subject.id: subject for subject in subjects}
        self._renamed = {alias: subject.id for subject in self._subjects.values() for alias in subject.aliases}

    def __getitem__(self, name: str) -> S:
        return self._subjects[self.id_of(name)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._subjects)

    def __len__(self) -> int:
        return len(self._subjects)

    def id_of(self, name: str) -> str:
        """The id that a name stands for today: another where it was renamed, else itself, whether there is such an id or not."""
        return self._renamed.get(name, name)


def sql_files(layer: str) -> tuple[SqlFile, ...]:
    """The files of a layer, in the order of their names."""
    return tuple(_read(layer, path) for path in sorted((HERE / layer).glob("*.sql")))


def _read(layer: str, path: Path) -> SqlFile:
    text = path.read_text(encoding="utf-8")
    if not text.startswith("/*"):
        return SqlFile(layer, path.stem, {}, text.strip())
    front, _, select = text[2:].partition("*/")
    try:
        return SqlFile(layer, path.stem, tomllib.loads(front), select.strip())
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{layer}/{path.name}: the front matter is not TOML: {error}") from error


def _subjects(layer: str, kind: type[S]) -> Catalogue[S]:
    known = {item.name for item in fields(kind)}
    found = {}
    for file in sql_files(layer):
        unknown = set(file.front) - known
        if unknown:
            raise ValueError(f"{layer}/{file.name}.sql: unknown front matter {', '.join(sorted(unknown))}")
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in file.front.items()
        }
        if not file.front.get("page"):
            raise ValueError(f"{layer}/{file.name}.sql: the front matter names no page")
        found[file.name] = kind(id=file.name, layer=layer, sql=file.select, **values)
        group = getattr(found[file.name], "group", None)
        if group is not None and group not in GROUPS:
            raise ValueError(f"{layer}/{file.name}.sql: there is no group {group}. There are: {', '.join(GROUPS)}.")
    return Catalogue(found.values())


def check_names(subjects: Iterable[Subject]) -> None:
    """Raise ValueError where an id or an alias names two subjects, of whatever kind: they are asked for by name alone."""
    taken: dict[str, Subject] = {}
    for subject in subjects:
        for name in (subject.id, *subject.aliases):
            if name in taken:
                raise ValueError(
                    f"{name} names both {taken[name].name} and {subject.name}: ids and aliases are names of one."
                )
            taken[name] = subject


METRICS = _subjects("metrics", Metric)
VIEWS = _subjects("views", View)
DETECTORS = _subjects("detectors", Detector)
KINDS: tuple[Mapping[str, Subject], ...] = (METRICS, VIEWS, DETECTORS)
check_names(subject for kind in KINDS for subject in kind.values())


def named(name: str) -> Subject:
    """A metric, a view or a detector by its id, or by one it had before. Raises KeyError."""
    for kind in KINDS:
        if name in kind:
            return kind[name]
    raise KeyError(f"there is no metric, view or detector {name!r}")


def detectors_of(group: str) -> tuple[Detector, ...]:
    """The detectors of a group, in their order."""
    return tuple(
        sorted((each for each in DETECTORS.values() if each.group == group), key=lambda each: (each.order, each.id))
    )


def detectors_in_order() -> tuple[Detector, ...]:
    """Every detector, group by group."""
    return tuple(detector for group in GROUPS for detector in detectors_of(group))


def columns_of(need: str) -> tuple[tuple[str, str], ...]:
    """The columns of which one is enough for a need: `pilots.owner | spend.period` as dataset and stored column."""
    pairs = (column.strip().split(".", 1) for column in need.split("|"))
    return tuple((dataset, {"period": "period_start"}.get(name, name)) for dataset, name in pairs)


def subjects_of(page: str) -> tuple[Subject, ...]:
    """What stands on a page: its metrics, its listings, the detectors it shows more of; each kind in the order of titles."""
    return tuple(
        subject
        for kind in KINDS
        for subject in sorted(kind.values(), key=lambda subject: subject.title)
        if subject.page == page
    )
