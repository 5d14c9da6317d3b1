"""Work on a stranger's file in a process of its own, within limits of time and memory, heard while it goes on.

A file is never opened in the server's own process: a small one can take all memory, hang, or abort what opens it.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from data.problems import Problem, UnreadableFile
from data.reading import refusals

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2  # processes; one may take a core and 3 GiB
WAIT_SECONDS = 120.0  # for a turn
WALL_SECONDS = 180.0  # the process has 120 s of CPU; a stuck one is ended here
MEMORY = 3 * 1024**3
LEAST_MEMORY = 512 * 1024**2  # below this nothing can be read
TICK_SECONDS = 0.5
ENVIRONMENT = {  # nothing of ours; the libraries are kept from reserving memory for every core
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "PYTHONDONTWRITEBYTECODE": "1",
}
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000
START = f"""
import ctypes, sys
unshare = getattr(ctypes.CDLL(None), "unshare", lambda flags: 0)
unshare({NEW_NETWORK}) and unshare({NEW_NETWORK | NEW_USER})
from data.reading.limited import main
sys.exit(main(sys.argv[1], int(sys.argv[2])))
"""
"""Where the host permits, the process has no network; that must be settled before a library starts a thread."""

OUT_OF_MEMORY = (
    "memory allocation of",
    "MemoryError",
    "capacity overflow",
    "Cannot allocate memory",
    "ArrowMemoryError",
)
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Progress:
    """How far a file is: `phase` in words, bytes taken in, rows seen of the sheet being read, seconds since the start."""

    phase: str
    bytes_read: int
    rows: int
    seconds: float


class ReadingFailed(RuntimeError):
    """Our own code failed in the process; the message names places in it and no cell."""


@dataclass
class _Heard:
    """What the process said so far."""

    phase: str = "starting"
    rows: int = 0
    refusal: Problem | None = None
    failure: str = ""
    printed: list[str] = field(default_factory=list)

    def line(self, text: str) -> None:
        """Take in one line; lines of the libraries are kept, the last few of them."""
        try:
            message = json.loads(text[1:]) if text[:1] in ("@", "!", "?") else None
        except ValueError:
            message = None
        if not isinstance(message, dict):
            self.printed = [*self.printed, text[:300]][-20:]
        elif text[0] == "@":
            self.phase, self.rows = str(message["phase"]), int(message["rows"])
        elif text[0] == "!":
            self.refusal = Problem(**message)
        else:
            self.failure = f"{message['failure']} at {' > '.join(message['places'])}"


@contextmanager
def work(
    module: str,
    content: bytes,
    asked: Mapping[str, object],
    progress: Callable[[Progress], None] | None = None,
    started: float | None = None,
    *,
    seconds: float = WALL_SECONDS,
) -> Iterator[BinaryIO]:
    """What `module.work` answers about a file, as an open file: its bytes and what is `asked` are all it is given.

    It is ended after so many `seconds`. `progress` hears the seconds since `started` (of time.monotonic), where the caller began before. Raises UnreadableFile with the reason in words; what `progress` raises ends the process at once.
    """
    asked_at = time.monotonic()
    began = asked_at if started is None else started
    heard = _Heard(phase="looking")

    def tell() -> None:
        if progress:
            taken = 0 if heard.phase in ("looking", "waiting") else len(content)
            progress(Progress(heard.phase, taken, heard.rows, time.monotonic() - began))

    tell()
    memory = _memory_to_give()
    if not _turns.acquire(blocking=False):
        heard.phase = "waiting"
        tell()
        while not _turns.acquire(timeout=min(TICK_SECONDS, WAIT_SECONDS)):
            if time.monotonic() - asked_at >= WAIT_SECONDS:
                raise UnreadableFile(refusals.too_busy())
            tell()
    try:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
            given.write(json.dumps(asked).encode() + b"\n")
            given.write(content)
            given.seek(0)
            code = _run(given, answer, [module, str(memory)], heard, tell, seconds)
            _raise_for(code, heard)
            answer.seek(0)
            yield answer
    finally:
        _turns.release()


def _run(
    given: BinaryIO, answer: BinaryIO, arguments: list[str], heard: _Heard, tell: Callable[[], None], seconds: float
) -> int:
    """Start the process, listen until it ends, end it at the wall-clock limit. Returns its exit code."""
    command = [sys.executable, "-s", "-c", START, *arguments]
    process = subprocess.Popen(
        command, stdin=given, stdout=answer, stderr=subprocess.PIPE, cwd=ROOT, env=ENVIRONMENT, start_new_session=True
    )
    ends_at = time.monotonic() + seconds
    try:
        assert process.stderr is not None
        with process.stderr as messages, selectors.DefaultSelector() as ready:
            ready.register(messages, selectors.EVENT_READ)
            rest = b""
            while True:
                if time.monotonic() > ends_at:
                    raise UnreadableFile(refusals.too_much_time(seconds))
                if not ready.select(timeout=TICK_SECONDS):
                    tell()
                    continue
                piece = os.read(messages.fileno(), 65_536)
                if not piece:
                    break
                *lines, rest = (rest + piece).split(b"\n")
                rest = rest[-65_536:]
                for line in lines:
                    heard.line(line.decode("utf-8", errors="replace"))
                tell()
        return process.wait(timeout=max(1.0, ends_at - time.monotonic()))
    except subprocess.TimeoutExpired as failure:
        raise UnreadableFile(refusals.too_much_time(seconds)) from failure
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _raise_for(code: int, heard: _Heard) -> None:
    """Turn the way the process ended into a reason in words; our own failures stay exceptions."""
    if code == 0:
        return
    if heard.refusal:
        raise UnreadableFile(heard.refusal)
    if any(words in line for words in OUT_OF_MEMORY for line in heard.printed) or code == -signal.SIGKILL:
        raise UnreadableFile(refusals.too_much_memory())
    if code == -signal.SIGXCPU:
        raise UnreadableFile(refusals.too_much_time(120))
    if code == -signal.SIGXFSZ:
        raise UnreadableFile(refusals.too_much_memory())
    if code < 0:
        raise UnreadableFile(refusals.damaged())
    raise ReadingFailed(heard.failure or f"the process ended with {code}: {' '.join(heard.printed[-3:])}")


def _memory_to_give() -> int:
    """3 GiB, or what the host has free. Raises UnreadableFile where that is too little to read anything."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        free = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration):
        return MEMORY
    if free < LEAST_MEMORY:
        raise UnreadableFile(refusals.too_busy())
    return min(MEMORY, free)
