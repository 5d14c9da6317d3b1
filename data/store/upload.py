"""What is handed to the store, and what it says of a version."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

TEMPLATE_FEED = "template"


@dataclass(frozen=True)
class Emptied:
    """What a person said stands no more: a unit's rows of a dataset in the upload's feed, from the first to the last day
    (for lists: reporting dates)."""

    dataset: str
    business_unit: str
    period_start: dt.date
    period_end: dt.date


@dataclass(frozen=True)
class Upload:
    """A checked file, ready to be stored.

    `rows` holds one Arrow table per dataset: the schema's stored columns and `sheet`, `source_row`, `original`,
    `extra`; a column that is not there is stored as null. `feed` is where the rows come from: the template, or an
    import profile. `content` is the file itself, kept by its hash. `counts` says per dataset what was read, stored
    and left out. `emptied` are parts that the file lacks and that are to stand no more.
    """

    file_name: str
    sha256: str
    content: bytes
    feed: str
    rows: Mapping[str, pa.Table]
    author: str
    created_at: dt.datetime
    note: str = ""
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    emptied: tuple[Emptied, ...] = ()


@dataclass(frozen=True)
class Added:
    """The version an upload became, or the one it already was."""

    version: int
    already_stored: bool


@dataclass(frozen=True)
class Version:
    """One entry of the ledger. `kind` is upload, withdrawal, settings, lock, unlock or purge.

    `is_withdrawn`: it stands no more, for it was withdrawn or purged. A purged upload has neither name nor hash nor note
    left; `purged_by` is the version that purged it, `purges` the uploads that this version purged.
    """

    version: int
    kind: str
    created_at: dt.datetime
    author: str
    note: str
    file_name: str
    sha256: str
    feed: str
    withdraws: int | None
    is_withdrawn: bool
    counts: Mapping[str, Mapping[str, int]]
    purged_by: int | None = None
    purges: tuple[int, ...] = ()

    @property
    def is_purged(self) -> bool:
        """Whether nothing of it is left but that it was there."""
        return self.purged_by is not None


@dataclass(frozen=True)
class SettingsChange:
    """A version in which settings changed: for each its value before and after."""

    version: int
    at: dt.datetime
    author: str
    note: str
    changes: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Lock:
    """A span of days that the board has seen: from `version` on, a change to it needs a reason.

    What was published is the figures as of `published_as_of`, with the settings and rates of that version, as the code
    named by `code` computed them. `note` says why it was locked.
    """

    version: int
    period_start: dt.date
    period_end: dt.date
    published_as_of: int
    code: str
    author: str
    note: str
    created_at: dt.datetime


@dataclass(frozen=True)
class Published:
    """A figure as it was published: `business_unit` is blank for the whole company, `period` a quarter's label.

    `value` is None where none was shown; `state` says why, in the words of whoever computed it.
    """

    metric: str
    business_unit: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    n: int | None
    state: str


class NeedsReason(Exception):
    """Nothing was changed: locked periods would change, and no note says why. `periods` are their labels."""

    def __init__(self, periods: tuple[str, ...]) -> None:
        super().__init__(f"{', '.join(periods)}: locked. A change needs a note that says why.")
        self.periods = periods


Kind = Literal["removed", "corrected", "late"]


@dataclass(frozen=True)
class Difference:
    """A row that is not the same at two versions: removed, corrected, or come late.

    `key` names the row within its unit and period; `changes` is column -> (before, after), None for what was not there.
    `version`, `feed`, `sheet`, `source_row` and `original` (JSON) are of the upload that holds the row: the later one, or
    the earlier one where it was removed. `changed_in` is the version that made the difference.
    """

    dataset: str
    kind: Kind
    business_unit: str
    period_start: dt.date
    period_end: dt.date
    key: Mapping[str, object]
    changes: Mapping[str, tuple[object, object]]
    version: int
    feed: str
    sheet: str
    source_row: int
    original: str
    changed_in: int
