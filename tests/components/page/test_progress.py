"""Long work is told of while it goes on, and ends once nobody waits for it."""

import threading

import pytest

from components.page.progress import Ended, worked


class Line:
    """What st.status returns, as far as it is used; drawing raises what Streamlit raises when somebody clicked."""

    def __init__(self, click: type[BaseException] | None = None) -> None:
        self.labels: list[str] = []
        self.click = click
        self.drawn = threading.Event()

    def update(self, *, label: str) -> None:
        self.labels.append(label)
        self.drawn.set()
        if self.click:
            raise self.click


def test_what_the_work_returns_comes_back_and_what_it_says_is_drawn():
    line = Line()

    def work(tell):
        tell("Reading *Spend*")
        line.drawn.wait(10)
        return 7

    assert worked(work, line) == 7
    assert line.labels[0] == r"Reading \*Spend\*"


def test_what_the_work_raises_is_raised():
    def work(tell):
        raise ValueError("no such sheet")

    with pytest.raises(ValueError, match="no such sheet"):
        worked(work, Line())


def test_a_click_ends_the_work_where_it_next_says_how_far_it_is():
    ended = threading.Event()
    line = Line(click=KeyboardInterrupt)

    def work(tell):
        tell("Reading")
        line.drawn.wait(10)
        try:
            for _ in range(10_000):
                tell("Reading")
                ended.wait(0.01)
        except Ended:
            ended.set()
            raise

    with pytest.raises(KeyboardInterrupt):
        worked(work, line)
    assert ended.wait(10)
