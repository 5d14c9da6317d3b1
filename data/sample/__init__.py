"""The sample portfolio: Harrow & Vale Group, an insurer with shops, that does not exist.

Twelve quarters (2023-Q4 to 2026-Q3), six units, sixty initiatives, some 13.7 million dollars; risk-adjusted,
thirty cents of each came back.
Claims builds; the others each show what the articles on the AI build, execution, ability and production gaps describe.

- `units/*.toml` tells each unit's story by hand; `money`, `lists`, `registry` and `capability` work out its rows.
- `sheets` lays a quarter's rows out as the workbook somebody sent in, and `handwriting` types them as people type.
- `truth` says what is hidden where, `odd` which rows cannot be taken as they are. Both are tested against the rows.

All noise comes from one seed (`quarters.SEED`): the sample is the same on every machine, byte for byte.
"""

from collections import defaultdict

from data.ingest.upload import accept, confirmed, prepare_tables
from data.reading.table import SourceFile
from data.sample.quarters import QUARTERS
from data.sample.sheets import file, rows, sent_on
from data.sample.stories import units
from data.schema import DATASETS
from data.store import Store
from data.workbooks.example import Row
from data.workbooks.template import filled

AUTHOR = "Sample"

__all__ = ["AUTHOR", "load", "tables", "workbook"]


def load(store: Store) -> None:
    """Hand in the twelve workbooks, as a person would who confirms what is proposed and leaves the refused rows out:
    twelve versions, each dated three weeks after its quarter."""
    for quarter in QUARTERS:
        source, content = file(quarter)
        at = sent_on(quarter)
        prepared = prepare_tables(source, store, today=at.date(), content=content, comparing=False)
        accept(confirmed(prepared), store, AUTHOR, at, f"Workbook of {quarter.label}", accept_valid=True)


def tables() -> list[SourceFile]:
    """The twelve workbooks, oldest first, as reading them gives them."""
    return [file(quarter)[0] for quarter in QUARTERS]


def workbook(quarter: str | None = None) -> bytes:
    """A quarter's workbook (`2026-Q3`) as it was sent in; None: the whole history in one filled template.

    Raises KeyError for a quarter the sample does not have.
    """
    if quarter is not None:
        return file({each.label: each for each in QUARTERS}[quarter])[1]
    history: dict[str, list[Row]] = defaultdict(list)
    for each in QUARTERS:
        for name, found in rows(each).items():
            whole = DATASETS[name].replaces == "all"
            history[name] = [*found] if whole else [*history[name], *found]
    return filled(history, today=QUARTERS[-1].end, units=[unit.name for unit in units()])
