"""Bytes of a stranger's file -> its tables, without ever opening it in this process."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from data.problems import UnreadableFile
from data.reading import handover, process, refusals
from data.reading.look import kind_of
from data.reading.process import Progress, ReadingFailed
from data.reading.table import SourceFile

__all__ = ["Progress", "ReadingFailed", "read_file"]


def read_file(content: bytes, name: str, progress: Callable[[Progress], None] | None = None) -> SourceFile:
    """Read a file's tables in a process of its own, within limits of time and memory.

    `name` gives the extension and names the tables of a text file. Raises UnreadableFile with the reason in words.
    """
    if progress:
        progress(Progress("looking", 0, 0, 0.0))
    kind_of(content, name)
    with process.work("data.reading.child", content, {"name": Path(name).name}, progress) as answer:
        try:
            tables, about = handover.read(answer)
        except (ValueError, LookupError, TypeError, OSError, StopIteration) as failure:
            raise UnreadableFile(refusals.damaged()) from failure
    if not tables:
        raise UnreadableFile(refusals.no_table(about.left_out))
    return SourceFile(name, hashlib.sha256(content).hexdigest(), tables, about.left_out, about.problems)
