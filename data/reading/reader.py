"""Bytes of a stranger's file -> its tables, without ever opening it in this process."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from data.problems import UnreadableFile
from data.reading import handover, process, refusals
from data.reading.look import kind_of
from data.reading.process import Progress, ReadingFailed
from data.reading.table import SourceFile

__all__ = ["Progress", "ReadingFailed", "read_file"]


def read_file(
    content: bytes,
    name: str,
    progress: Callable[[Progress], None] | None = None,
    *,
    seconds: float = process.WALL_SECONDS,
) -> SourceFile:
    """Read a file's tables in a process of its own, within limits of time (so many `seconds`) and memory.

    `name` gives the extension and names the tables of a text file. Raises UnreadableFile with the reason in words.
    """
    started = time.monotonic()

    given_up: list[BaseException] = []

    def tell(phase: str, taken: int) -> None:
        try:
            if progress:
                progress(Progress(phase, taken, 0, time.monotonic() - started))
        except BaseException as failure:
            given_up.append(failure)
            raise

    tell("looking", 0)
    kind_of(content, name)
    with process.work(
        "data.reading.child", content, {"name": Path(name).name}, progress, started, seconds=seconds
    ) as answer:
        try:
            tables, about = handover.read(answer, lambda: tell("taking over the rows", len(content)))
        except (ValueError, LookupError, TypeError, OSError, StopIteration) as failure:
            if failure in given_up:  # whoever listens has had enough: nothing is wrong with the file
                raise
            raise UnreadableFile(refusals.damaged()) from failure
    if not tables:
        raise UnreadableFile(refusals.no_table(about.left_out))
    return SourceFile(name, hashlib.sha256(content).hexdigest(), tables, about.left_out, about.problems)
