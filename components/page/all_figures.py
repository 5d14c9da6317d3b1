"""What stands on a page, all of it: every metric with its value, every listing and detector with what it looks at.

Folded at the foot of the page. A metric that no chart of its page shows yet stands here from the day it is written.
"""

import pandas as pd

from components.page.page import Page
from components.text import format
from queries import Metric, subjects_of

NAME = "All figures of this page"
COLUMNS = ("What", "Value", "Of", "How it is computed")


def show(page: Page) -> None:
    """The fold; nothing where nothing stands on the page. Values are asked for once it is open."""
    subjects = subjects_of(page.name)
    if not subjects or page.is_empty:
        return
    expander = page.expander(NAME, is_lazy=True)
    if expander.open:
        with expander:
            rows = [
                _figure(page, subject) if isinstance(subject, Metric) else (subject.title, "", "", subject.formula)
                for subject in subjects
            ]
            page.grid(pd.DataFrame(rows, columns=COLUMNS))


def _figure(page: Page, metric: Metric) -> tuple[str, str, str, str]:
    figure = page.figure(metric.id)
    return (metric.title, "" if figure.value == format.NOT_KNOWN else figure.value, figure.beside, metric.formula)
