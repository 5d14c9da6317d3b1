"""Long work in a thread of its own: how far it is stands in a line that goes on being drawn, and a click elsewhere ends it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Protocol, TypeVar

from components.text import format

Result = TypeVar("Result")
LOOK_SECONDS = 0.2  # between two drawings of the line, which are where Streamlit hears of a click


class Line(Protocol):
    """What st.status returns: a line whose words can be changed."""

    def update(self, *, label: str) -> None: ...


class Ended(Exception):
    """Nobody waits for the work any more."""


def worked(work: Callable[[Callable[[str], None]], Result], line: Line) -> Result:
    """What `work` returns or raises. It is handed a function to say in words how far it is; once the page is drawn anew
    for another reason, that function raises Ended in it.
    """
    started, words, is_over = time.monotonic(), [""], threading.Event()

    def tell(how_far: str) -> None:
        if is_over.is_set():
            raise Ended
        words[0] = how_far

    pool = ThreadPoolExecutor(1, thread_name_prefix="upload")
    try:
        going_on = pool.submit(work, tell)
        while not wait([going_on], timeout=LOOK_SECONDS).done:
            seconds = time.monotonic() - started
            elapsed = [f"{seconds:,.0f} s"] if seconds >= 1 else []
            if words[0]:
                line.update(label=format.escape_markdown(format.DOT.join([words[0], *elapsed])))
        return going_on.result()
    finally:
        is_over.set()
        pool.shutdown(wait=False)
