"""Answers: SQL views over the ledger, and the few words needed to ask them."""

from queries.benchmarks import BENCHMARKS, Benchmark
from queries.catalogue import (
    DETECTORS,
    GROUPS,
    METRICS,
    VIEWS,
    Detector,
    Metric,
    Subject,
    View,
    detectors_of,
    named,
    subjects_of,
)
from queries.changes import Change, change
from queries.install import Warehouse, install
from queries.read import FINDINGS, Answer, Book, Listing, Row, by_unit, findings, listing, over_time, rows_behind, total
from queries.scope import Scope, ScopeError, resolve

__all__ = [
    "BENCHMARKS",
    "DETECTORS",
    "FINDINGS",
    "GROUPS",
    "METRICS",
    "VIEWS",
    "Answer",
    "Benchmark",
    "Book",
    "Change",
    "Detector",
    "Listing",
    "Metric",
    "Row",
    "Scope",
    "ScopeError",
    "Subject",
    "View",
    "Warehouse",
    "by_unit",
    "change",
    "detectors_of",
    "findings",
    "install",
    "listing",
    "named",
    "over_time",
    "resolve",
    "rows_behind",
    "subjects_of",
    "total",
]
