"""The ledger: every accepted upload is a version that never changes; `ledger.*` shows what stands as of one."""

from data.store.errors import NoRoom, StoreBusy, StoreError
from data.store.store import Store, open_store
from data.store.upload import (
    Added,
    Difference,
    Emptied,
    Lock,
    NeedsReason,
    Published,
    SettingsChange,
    Upload,
    Version,
)

__all__ = [
    "Added",
    "Difference",
    "Emptied",
    "Lock",
    "NeedsReason",
    "NoRoom",
    "Published",
    "SettingsChange",
    "Store",
    "StoreBusy",
    "StoreError",
    "Upload",
    "Version",
    "open_store",
]
