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
from data.store.permissions import guarded
from data.store.roles import Role
from data.workbooks import export
from queries import Book, install

__all__ = [
    "Opened",
    "StoreBusy",
    "StoreError",
    "blank_workbook",
    "company_store",
    "or_sample",
    "settings_in_words",
    "shown",
]

LOG = logging.getLogger("gapboard")
TEMPLATE_NAME = "gapboard-template.xlsx"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DEFAULT_STORE = Path(__file__).resolve().parents[1] / "store" / "gapboard.duckdb"


@dataclass(frozen=True)
class Opened:
    """The store that is shown, as it stands in this run: `identity` and `latest` version name all that a cache may keep."""

    store: Store
    is_sample: bool
    latest: int

    @property
    def identity(self) -> str:
        return self.store.identity

    def judged_on(self, book: Book, today: dt.date) -> dt.date:
        """The day by which a sheet is late: the sample's last quarter is its newest, whenever it is looked at."""
        return book.scope.until + dt.timedelta(days=1) if self.is_sample and book.quarters() else today


def shown(role: Callable[[], Role] = lambda: "admin") -> Opened:
    """The company's store once anything was uploaded to it, even if all was withdrawn since; the sample before.

    As whoever has this `role` may use it: whoever runs a command holds the file, and may do everything.
    """
    opened = or_sample(company_store())
    return replace(opened, store=guarded(opened.store, role))


def or_sample(company: Store) -> Opened:
    """A company's store once anything was uploaded to it, even if all was withdrawn since; the sample before."""
    is_sample = not company.has_uploads
    store = _sample_store() if is_sample else company
    return Opened(store, is_sample, store.latest)


def company_store(role: Callable[[], Role] = lambda: "admin") -> Store:
    """The store that uploads go to: GAPBOARD_STORE, a DuckDB file in `store/` where it is not set; as `role` may use it.

    Raises StoreBusy, StoreError.
    """
    url = os.environ.get("GAPBOARD_STORE") or str(DEFAULT_STORE)
    return guarded(_once(url, lambda: _installed(open_store(url))), role)


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


def _sample_store() -> Store:
    """The made-up portfolio, in memory, made once a process."""
    return _once("sample", _made_sample)


def _made_sample() -> Store:
    store = open_store(":memory:")
    sample.load(store)
    return _installed(store)


def _installed(store: Store) -> Store:
    install(store.connection)
    return store


_kept: dict[str, Store] = {}
_opening = threading.Lock()


def _once(name: str, make: Callable[[], Store]) -> Store:
    """A store by its name, made by whoever asks first; the others wait for it. One that has shut itself is made anew."""
    kept = _kept.get(name)
    if kept is None or kept.is_shut:
        with _opening:
            kept = _kept.get(name)
            if kept is not None and kept.is_shut:
                LOG.warning("the database had shut itself; it is opened anew")
                del _kept[name]
                kept.close()
                kept = None
            if kept is None:
                kept = _kept[name] = make()
    return kept
