"""The ledger: every accepted upload is a version that never changes; `ledger.*` shows what stands as of one."""

from data.store.opening import StoreBusy, StoreError
from data.store.store import Store, open_store
from data.store.upload import Added, SettingsChange, Upload, Version

__all__ = ["Added", "SettingsChange", "Store", "StoreBusy", "StoreError", "Upload", "Version", "open_store"]
