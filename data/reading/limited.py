"""The inside of a limited process: a fresh interpreter that works on one file from its standard input, and ends.

It is given what is asked (a line of JSON) and the file as descriptor 0, answers on descriptor 1, and says on descriptor 2
how far it is (`@`), why it refuses (`!`), or where our own code failed (`?`, places only: a message could quote a cell).
"""

import importlib
import json
import os
import resource
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import asdict
from importlib.abc import MetaPathFinder

from data.problems import UnreadableFile
from data.reading import refusals

REFUSED = 3
CPU_SECONDS = 120
MAX_OUTPUT = 2 * 1024**3
MAX_OPEN_FILES = 64
TELL_SECONDS = 0.1


def main(module: str, memory: int) -> int:
    """Call the module's `work(content, asked, sink)` within `memory` bytes of address space; the exit code says how it
    went."""
    sys.meta_path.insert(0, _WithoutPandas())
    work = importlib.import_module(module).work
    _limit(memory)
    try:
        with os.fdopen(0, "rb") as source:
            asked = json.loads(source.readline())
            content = source.read()
        with os.fdopen(os.dup(1), "wb") as sink:
            os.dup2(2, 1)  # whatever a library prints must not mix with the answer
            work(content, asked, sink)
    except UnreadableFile as refusal:
        _say("!", asdict(refusal.problem))
        return REFUSED
    except MemoryError:
        _say("!", asdict(refusals.too_much_memory()))
        return REFUSED
    except Exception as failure:
        frames = traceback.extract_tb(failure.__traceback__)
        places = [f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in frames]
        _say("?", {"failure": type(failure).__name__, "places": places})
        return 1
    return 0


class _WithoutPandas(MetaPathFinder):
    """pyarrow loads pandas at its first array, where it can be had: 0.2 s for nothing."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ImportError(name)


_last_progress = [0.0]


def tell(phase: str, rows: int) -> None:
    """Say how far the work is: what it is at, and rows seen of it."""
    now = time.monotonic()
    if rows == 0 or now - _last_progress[0] > TELL_SECONDS:
        _last_progress[0] = now
        _say("@", {"phase": phase, "rows": rows})


def _say(mark: str, what: dict[str, object]) -> None:
    os.write(2, (mark + json.dumps(what) + "\n").encode())


def _limit(memory: int) -> None:
    """What this process may use, whatever the file makes it do. Hosts without one of these limits go without it."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MAX_OUTPUT),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
