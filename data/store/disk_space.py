"""Does what is about to be written fit on the disk? One that fills up in the middle shuts the store for everybody."""

import shutil
from pathlib import Path

from data.store.errors import NoRoom

MARGIN = 64 * 2**20  # bytes that stay free beside what is written


def demand_room(folder: Path, needed: int, what: str) -> None:
    """Raise NoRoom where `needed` bytes and the margin are not free in `folder`. `what` begins the sentence: "A backup"."""
    free = shutil.disk_usage(folder).free
    if free < needed + MARGIN:
        raise NoRoom(
            f"{what} needs {(needed + MARGIN) / 1e9:.1f} GB free in {folder}; there are {free / 1e9:.1f} GB."
            " Make room and try again. Nothing was changed."
        )
