"""Which store is open, and whether it is the company's own or the sample: the app's one composition root.

Here and nowhere else in `components` do `data` and `queries` meet: the store is opened, the views are installed.
"""

import calendar
import datetime as dt
import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from data import sample
from data.settings import SETTINGS, Setting, written
from data.store import Store, StoreBusy, StoreError, open_store
from data.store.permissions import GuardedConnection, guarded
from data.store.roles import Role
from data.workbooks import export
from queries import Book, Scope, Warehouse, install

__all__ = [
    "Opened",
    "StoreBusy",
    "StoreError",
    "blank_workbook",
    "company",
    "company_store",
    "opened",
    "sample_portfolio",
    "settings_in_words",
    "shown",
]

LOG = logging.getLogger("gapboard")
TEMPLATE_NAME = "gapboard-template.xlsx"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DEFAULT_STORE = Path(__file__).resolve().parents[1] / "store" / "gapboard.duckdb"


@dataclass(frozen=True)
class Opened:
    """The store that is shown, as it stands in this run: `identity` and `latest` version name all that a cache may keep.

    `warehouse` is the same store as figures are asked of it.
    """

    store: Store
    warehouse: Warehouse
    is_sample: bool
    latest: int

    @property
    def identity(self) -> str:
        return self.store.identity

    def book(self, scope: Scope) -> Book:
        """The store as it stands at a scope."""
        return Book(self.warehouse, scope)

    def as_used_by(self, role: Callable[[], Role]) -> "Opened":
        """The same store, as whoever has this `role` may use it and ask figures of it."""
        connection = GuardedConnection(self.store.connection, role)
        return replace(self, store=guarded(self.store, role), warehouse=self.warehouse.through(connection))

    def judged_on(self, book: Book, today: dt.date) -> dt.date:
        """The day by which a sheet is late: the sample's last quarter is its newest, whenever it is looked at."""
        return book.scope.until + dt.timedelta(days=1) if self.is_sample and book.quarters() else today


def shown(role: Callable[[], Role] = lambda: "admin") -> Opened:
    """The company's store once anything was uploaded to it, even if all was withdrawn since; the sample before.

    As whoever has this `role` may use it: whoever runs a command holds the file, and may do everything.
    """
    installed = _company()
    return (_in_this_run(installed) if installed.store.has_uploads else sample_portfolio()).as_used_by(role)


def company(role: Callable[[], Role] = lambda: "admin") -> Opened:
    """The store that uploads go to, as it stands in this run, whether anything was uploaded to it or not. Raises
    StoreBusy, StoreError."""
    return _in_this_run(_company()).as_used_by(role)


def company_store(role: Callable[[], Role] = lambda: "admin") -> Store:
    """The store that uploads go to: GAPBOARD_STORE, a DuckDB file in `store/` where it is not set; as `role` may use it.

    Raises StoreBusy, StoreError.
    """
    return guarded(_company().store, role)


def opened(store: Store) -> Opened:
    """A store that was just opened, with its views."""
    return _in_this_run(_installed(store))


def sample_portfolio() -> Opened:
    """The made-up portfolio, in memory, made once a process."""
    return replace(_in_this_run(_once("sample", _made_sample)), is_sample=True)


def blank_workbook(opened: Opened) -> bytes:
    """The template workbook, in the currency, fiscal year and units of the store that is shown; the sample's units are
    nobody's."""
    return export.blank_workbook(opened.store, today=dt.date.today(), offers_units=not opened.is_sample)


def settings_in_words(in_force: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Settings as a person reads them: group, meaning, value with its unit; in the order they are declared."""
    return [
        (setting.group, setting.meaning, _written(setting, in_force[key]))
        for key, setting in SETTINGS.items()
        if key in in_force
    ]


def _written(setting: Setting, text: str) -> str:
    if setting.kind in ("share", "yes_no"):
        return written(setting.key, text)
    if setting.kind == "rates":
        return written(setting.key, text) or "the same for all"
    if setting.kind == "level":
        return "none: the gate is off" if text == "0" else f"level {text}"
    if setting.unit == "month":
        return calendar.month_name[int(text)]
    return {"code": text, "ratio": text, "multiple": f"{text}x"}.get(
        setting.unit, f"{text} {setting.unit.removeprefix('money ')}"
    )


@dataclass(frozen=True)
class Installed:
    """A store that is open, and its views."""

    store: Store
    warehouse: Warehouse


def _in_this_run(installed: Installed) -> Opened:
    """It as it stands in this run."""
    return Opened(installed.store, installed.warehouse, is_sample=False, latest=installed.store.latest)


def _company() -> Installed:
    url = os.environ.get("GAPBOARD_STORE") or str(DEFAULT_STORE)
    return _once(url, lambda: _installed(open_store(url)))


def _made_sample() -> Installed:
    store = open_store(":memory:")
    sample.load(store)
    return _installed(store)


def _installed(store: Store) -> Installed:
    return Installed(store, install(store.connection))


open_stores: dict[str, Installed] = {}
"""What this process has open, by its URL; `sample` for the made-up portfolio."""
_opening = threading.Lock()


def _once(name: str, make: Callable[[], Installed]) -> Installed:
    """A store by its name, made by whoever asks first; the others wait for it. One that has shut itself is made anew."""
    installed = open_stores.get(name)
    if installed is None or installed.store.is_shut:
        with _opening:
            installed = open_stores.get(name)
            if installed is not None and installed.store.is_shut:
                LOG.warning("the database had shut itself; it is opened anew")
                del open_stores[name]
                installed.store.close()
                installed = None
            if installed is None:
                installed = open_stores[name] = make()
    return installed
