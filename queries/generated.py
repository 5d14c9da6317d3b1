"""The SQL that is written from the detectors' own front matter, so that a new detector is one file.

`detectors.every` is their union, `facts.diagnoses` says of each whether the ledger has what it needs. Both are views like
the others: SQL files read them by name, and `select sql from duckdb_views()` shows them.
"""

from collections.abc import Iterable

from queries.catalogue import HERE, SqlFile, columns_of, detectors_in_order


def generated_files() -> tuple[SqlFile, ...]:
    """What would stand in SQL files if somebody wrote every detector down once more."""
    return (
        SqlFile("detectors", "every", {}, union_of_detectors()),
        SqlFile("facts", "diagnoses", {}, diagnoses()),
    )


def union_of_detectors() -> str:
    """What every detector judged, with the detector and its group."""
    selects = (
        f"select '{detector.group}' as kind, '{detector.id}' as detector, * from detectors.{detector.id}\n"
        for detector in detectors_in_order()
    )
    return "-- What every detector judged.\n" + "union all by name\n".join(selects)


def diagnoses() -> str:
    """Each detector with its place, and whether every one of its needs has a column with a value."""
    detectors = detectors_in_order()
    columns = [column for detector in detectors for need in detector.needs for column in columns_of(need)]
    datasets = sorted({dataset for dataset, _ in columns})
    steps = ",\n\n".join(
        _filled(dataset, sorted({name for its, name in columns if its == dataset})) for dataset in datasets
    )
    rows = ",\n".join(
        f"            ({place}, '{detector.group}', '{detector.id}', {_quoted(detector.title)}, {_is_answerable(detector.needs)})"
        for place, detector in enumerate(detectors, start=1)
    )
    return f"""-- What each detector asks, and whether it can be answered: a column that nobody ever filled in says nothing about anything.
with {steps}

select
    asked.place,
    asked.kind,
    asked.detector,
    asked.title,
    asked.is_answerable,
from
    {", ".join(datasets)},
    (
        values
{rows}
    ) as asked(place, kind, detector, title, is_answerable)
"""


def _filled(dataset: str, columns: Iterable[str]) -> str:
    """Which of a dataset's columns were ever filled in; of rows that are not yet censored, where staging knows of it."""
    layer = "staging" if (HERE / "staging" / f"{dataset}.sql").exists() else "ledger"
    filled = "\n".join(f"        count({name}) > 0 as {name}," for name in columns)
    return f"{dataset} as (\n    select\n{filled}\n    from {layer}.{dataset}\n)"


def _is_answerable(needs: Iterable[str]) -> str:
    """`(pilots.owner or spend.amount) and people.ai_builders`."""
    choices = (" or ".join(f"{dataset}.{name}" for dataset, name in columns_of(need)) for need in needs)
    return " and ".join(f"({choice})" if " or " in choice else choice for choice in choices) or "true"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
