"""What is handed to the store, and what it says of a version."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

TEMPLATE_FEED = "template"


@dataclass(frozen=True)
class Upload:
    """A checked file, ready to be stored.

    `rows` holds one Arrow table per dataset: the schema's stored columns and `sheet`, `source_row`, `original`,
    `extra`; a column that is not there is stored as null. `feed` is where the rows come from: the template, or an
    import profile. `content` is the file itself, kept by its hash. `counts` says per dataset what was read, stored
    and left out.
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


@dataclass(frozen=True)
class Added:
    """The version an upload became, or the one it already was."""

    version: int
    already_stored: bool


@dataclass(frozen=True)
class Version:
    """One entry of the ledger. `kind` is upload, withdrawal or settings."""

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


@dataclass(frozen=True)
class SettingsChange:
    """A version in which settings changed: for each its value before and after."""

    version: int
    at: dt.datetime
    author: str
    note: str
    changes: Mapping[str, tuple[str, str]]
