"""Purges that are killed: `cut_short.py FOLDER step` before each step on the disk, `cut_short.py FOLDER SECONDS ROUNDS`
after each of so many moments. Every round works on a copy of FOLDER/gapboard.duckdb, in a folder named by its number."""

import datetime as dt
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from data.store import open_store, rewriting

AT = dt.datetime(2026, 11, 1, 12, 0)


def purge(folder: Path, step: int | None) -> None:
    store = open_store(str(folder / "gapboard.duckdb"))
    if step is not None:
        dying(step)
    (folder / "begun").touch()
    store.purge(2, "me", "why", AT)
    store.close()


def dying(after: int) -> None:
    """Have this process killed before the step on the disk of that number."""
    done = 0

    def counting(step: Callable) -> Callable:
        def counted(*given, **named):
            nonlocal done
            done += 1
            if done == after:
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*given, **named)

        return counted

    rewriting.shutil.copy = counting(shutil.copy)
    rewriting.os.replace = counting(os.replace)
    rewriting.settled = counting(rewriting.settled)


def child(folder: Path, number: int, step: int | None) -> tuple[int, Path]:
    mine = folder / f"round {number}"
    mine.mkdir()
    shutil.copyfile(folder / "gapboard.duckdb", mine / "gapboard.duckdb")
    process = os.fork()
    if process == 0:
        purge(mine, step)
        os._exit(0)
    return process, mine


def main(folder: Path, *how: str) -> None:
    if how == ("step",):
        number, ended = 0, 1
        while ended:
            number += 1
            _, ended = os.waitpid(child(folder, number, number)[0], 0)
        return
    seconds, rounds = float(how[0]), int(how[1])
    for number in range(1, rounds + 1):
        process, mine = child(folder, number, None)
        while not (mine / "begun").exists():
            time.sleep(0.001)
        time.sleep(seconds * number / rounds)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
