"""What is easy to count beside what can be done, each on its own scale."""

import datetime as dt

from components.charts import vanity_and_capability
from components.theme import Viewport
from queries import METRICS, Answer, Row, Scope

SCOPE = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 3, 31), settings={"fiscal_start_month": "1"})
NAMES = ("seats", "training_completions", "proofs_of_concept", "live_tools", "builders", "evidenced_value")


def moved(metric: str, *values: float | None, state: str = "ok") -> Answer:
    rows = [
        Row(f"2025-Q{place + 1}", None, value, None, value, None, None, None, "ok" if value is not None else state)  # type: ignore[arg-type]
        for place, value in enumerate(values)
    ]
    return Answer(METRICS[metric], SCOPE, tuple(rows), () if rows else ("some.column",))


def test_the_finding_sets_the_last_of_each_side_by_side():
    answers = [moved(name, place, 10.0 * place) for place, name in enumerate(NAMES, 1)]
    drawn = vanity_and_capability.chart(*answers, Viewport())
    assert drawn.finding == (
        "10 seats, 20 trainings completed and 30 proofs of concept stand beside 40 live tools, 50 builders and 60 of "
        "evidenced value"
    )
    assert len(drawn.figure.data) == 6
    assert "Seats from 1 to 10" in drawn.alt


def test_what_is_not_known_is_named_and_draws_no_line():
    answers = [
        moved("seats", 1.0, 2.0),
        moved("training_completions"),
        moved("proofs_of_concept", 1.0, 1.0),
        moved("live_tools"),
        moved("builders", None, None, state="suppressed"),
        moved("evidenced_value"),
    ]
    drawn = vanity_and_capability.chart(*answers, Viewport(width="narrow"))
    assert drawn.finding == "2 seats and 1 proof of concept; what can be done is not known"
    assert drawn.n == "not known: trainings completed, live tools, builders and evidenced value"
    assert len(drawn.figure.data) == 2
    assert "hidden: too few people" in [note.text for note in drawn.figure.layout.annotations]


def test_one_quarter_is_a_sentence_and_no_line():
    drawn = vanity_and_capability.chart(*(moved(name, 5.0) for name in NAMES), Viewport())
    assert drawn.figure is None
    assert drawn.finding.startswith("5 seats")


def test_with_one_figure_there_is_nothing_to_set_beside_it():
    drawn = vanity_and_capability.chart(moved("seats", 5.0, 6.0), *(moved(name) for name in NAMES[1:]), Viewport())
    assert drawn.figure is None
    assert "not known yet" in drawn.finding
