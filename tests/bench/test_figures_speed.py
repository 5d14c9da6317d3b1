"""What keeping facts saves: every figure of the sample, asked anew against asked again."""

import time

import pytest

from data import sample
from data.store import open_store
from queries import DETECTORS, METRICS, VIEWS, Book, listing, total

pytestmark = pytest.mark.bench


def every_figure(book: Book) -> int:
    answers = [total(book, metric) for metric in METRICS.values()]
    answers += [listing(book, view) for view in (*VIEWS.values(), *DETECTORS.values())]
    return len(answers)


def test_every_figure_of_the_sample_anew_and_again(sample_book, capsys):
    sample_book.warehouse.forget_facts()
    start = time.perf_counter()
    figures = every_figure(sample_book)
    anew = time.perf_counter() - start
    start = time.perf_counter()
    every_figure(sample_book)
    again = time.perf_counter() - start
    with capsys.disabled():
        print(f"\n{figures} figures of the sample: {anew:.1f} s anew, {again:.1f} s again ({anew / again:.1f}x)")
    assert figures > 100


def test_the_samples_twelve_workbooks(capsys):
    store = open_store(":memory:")
    start = time.perf_counter()
    sample.load(store)
    taken = time.perf_counter() - start
    with capsys.disabled():
        print(f"\nthe sample's {store.latest} workbooks checked and stored in {taken:.1f} s")
    assert store.latest == 12
    store.close()
