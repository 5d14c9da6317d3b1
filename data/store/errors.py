"""Why a store cannot be opened, or written: each in a sentence that says what to do."""


class StoreBusy(Exception):
    """Another process holds the store: a DuckDB file has one owner at a time."""


class StoreError(Exception):
    """The store cannot be opened; the message says why and what to do."""


class NoRoom(StoreError):
    """The disk has no room for what is to be written; the message says how much is missing. Nothing was changed."""
