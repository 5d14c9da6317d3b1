"""Every detector finds what the sample hides, and nothing where there is nothing."""

import pandas as pd
import pytest

from data.sample import truth
from queries import Book
from queries.catalogue import DETECTORS
from queries.read import findings


@pytest.fixture(scope="module")
def found(sample_book: Book) -> pd.DataFrame:
    return findings(sample_book).frame


def names(rows: pd.DataFrame) -> set[str]:
    """The units and the subjects of findings."""
    return {*rows["business_unit"], *rows["subject_id"].astype(str)}


def test_the_truth_names_every_detector() -> None:
    assert set(truth.HIDDEN) == set(DETECTORS)


@pytest.mark.parametrize("detector", truth.HIDDEN)
def test_a_detector_fires_where_something_is_hidden_and_only_there(found: pd.DataFrame, detector: str) -> None:
    hidden, rows = truth.HIDDEN[detector], found[found["detector"] == detector]
    fired, signs = rows[(rows["severity"] >= 2).fillna(False)], rows[(rows["severity"] == 1).fillna(False)]
    by_initiative = not set(hidden.fires) <= set(truth.UNITS)
    assert set(hidden.fires) <= names(fired)
    assert set(hidden.signs) <= names(signs)
    quiet = set(fired["subject_id"].astype(str)) if by_initiative else set(fired["business_unit"])
    assert not quiet & {*hidden.quiet, *hidden.signs}
