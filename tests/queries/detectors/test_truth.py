"""Every detector finds in the sample what was hidden there, and nothing else."""

from collections.abc import Iterator

import pandas as pd
import pytest

from data.sample import load
from data.sample.truth import HIDDEN, UNITS
from data.store import open_store
from queries import DETECTORS, Book, install, listing, resolve


@pytest.fixture(scope="module")
def sample() -> Iterator[Book]:
    store = open_store(":memory:")
    install(store.connection)
    load(store)
    yield Book(store.connection, resolve(store.connection))
    store.close()


def worst(book: Book, detector: str) -> pd.Series:
    """The worst severity by name: of units where the truth names units, else of initiatives."""
    frame = listing(book, DETECTORS[detector]).frame
    of_units = set(HIDDEN[detector].fires) <= set(UNITS)
    if not of_units:
        frame = frame[frame["subject_kind"] == "initiative"]
    return frame["severity"].astype("float").groupby(frame["business_unit" if of_units else "subject_id"]).max()


@pytest.mark.parametrize("detector", HIDDEN)
def test_a_detector_finds_what_is_hidden_in_the_sample_and_nothing_else(sample, detector):
    found = worst(sample, detector)
    assert set(found[found >= 2].index) == set(HIDDEN[detector].fires)
    assert set(found[found == 1].index) == set(HIDDEN[detector].signs)


def test_the_truth_names_every_detector():
    assert set(HIDDEN) == set(DETECTORS)
