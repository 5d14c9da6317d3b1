"""A file that landed in a folder: seen, read and named without following a link and without writing over anything."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.reading.look import MAX_BYTES

UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", "~")
"""Endings of files that a program is still writing, or keeps for itself."""
HIDDEN = (".", "~$")


@dataclass(frozen=True)
class Sight:
    """A file as it was seen: which one, how large, when written to. What is seen otherwise is still being written."""

    device: int
    inode: int
    size: int
    written: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Sight":
        """What is no file is the same as long as it is there, whatever is put into it."""
        is_file = stat.S_ISREG(status.st_mode)
        return cls(status.st_dev, status.st_ino, status.st_size * is_file, status.st_mtime_ns * is_file)


def is_unfinished(name: str) -> bool:
    """Whether its name says that a program is still writing it, or keeps it for itself."""
    return name.startswith(HIDDEN) or name.lower().endswith(UNFINISHED)


def is_still(path: Path, sight: Sight) -> bool:
    """Whether a file is the one that was seen, and as it was seen."""
    try:
        return Sight.of(path.lstat()) == sight
    except FileNotFoundError:
        return False


def named(name: str) -> str:
    """A file's name as it can be said: on one line, without a letter that is none."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def what(mode: int) -> str:
    """Why what is no file stays where it is."""
    if stat.S_ISDIR(mode):
        return "is a folder. Put files themselves here."
    if stat.S_ISLNK(mode):
        return "is a link to elsewhere and is not followed. Put the file itself here."
    return "is no file, and stays where it is."


def read(path: Path) -> bytes | None:
    """A file's bytes, never those of what a link leads to; None where they are too many."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as opened:
        if os.fstat(handle).st_size > MAX_BYTES:
            return None
        content = opened.read(MAX_BYTES + 1)
    return content if len(content) <= MAX_BYTES else None


def free(path: Path) -> Path:
    """A name that nothing has yet: `spend.csv`, then `spend (2).csv`."""
    return next(candidate for candidate in _names(path) if not os.path.lexists(candidate))


def _names(path: Path) -> Iterator[Path]:
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
