"""What the speaker's notes say: how a figure is computed, where it comes from, who is quoted on it."""

from collections.abc import Iterable, Sequence

from components.page.blocks import Chart, Figure
from components.page.explain import KINDS
from components.text import format
from queries import BENCHMARKS, Benchmark, Detector, Metric, Subject


def of_chart(chart: Chart, caption: str) -> str:
    """The notes of a chart's slide."""
    drawn = chart.drawn
    parts = [drawn.alt or drawn.finding]
    parts += [
        f"n and source: {reading}" for reading in (format.DOT.join(filter(None, (drawn.n, drawn.source))),) if reading
    ]
    return _joined([*parts, *map(of_subject, chart.subjects), f"Scope: {caption}"])


def of_figures(figures: Iterable[Figure], caption: str) -> str:
    """The notes of a slide of figures."""
    explanations = [f"{figure.label}: {figure.explains}" for figure in figures if figure.explains]
    return _joined(["\n".join(explanations), f"Scope: {caption}"])


def of_subject(subject: Subject) -> str:
    """A subject in words: question, formula, what is counted, the file its SQL stands in, who is quoted."""
    lines = [f"{subject.title}", f"Question: {subject.question}", f"Formula: {subject.formula}"]
    if isinstance(subject, Metric):
        lines.append(f"Counted: {KINDS[subject.kind]}")
    if isinstance(subject, Detector):
        lines += [f"What to do: {subject.remedy}", f"Source: {subject.source}"]
    if subject.note:
        lines.append(f"Note: {subject.note}")
    lines.append(f"SQL: queries/{subject.layer}/{subject.id}.sql")
    lines += [f"Quoted: {quoted(BENCHMARKS[name])}" for name in subject.benchmarks if name in BENCHMARKS]
    return "\n".join(line for line in lines if not line.endswith(": "))


def quoted(benchmark: Benchmark) -> str:
    """A quoted figure: how much, what was said, who said it and how good the evidence is."""
    source = format.DOT.join(part for part in (benchmark.quoted_publisher or "no source named", benchmark.year) if part)
    scored = (
        ""
        if benchmark.is_scored
        else f"; about another population ({benchmark.population}): quoted beside, never scored"
    )
    return (
        f"{format.benchmark(benchmark.low, benchmark.high, benchmark.unit)} {benchmark.statement} "
        f"({source}; evidence: {benchmark.grade.replace('_', ' ')}{scored})"
    )


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)
