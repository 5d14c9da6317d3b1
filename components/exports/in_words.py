"""How a figure is computed, in words, where it cannot be asked for: in a file that somebody took along."""

from collections.abc import Mapping

from components import explain, words
from components.opening import settings_in_words
from queries import Detector, Metric, Subject


def definition(subject: Subject, settings: Mapping[str, str]) -> list[tuple[str, str]]:
    """A figure's question, formula, what it counts over, what it needs and rests on, each under its name; `settings` are
    those in force."""
    lines = [("Question", subject.question), ("Formula", subject.formula)]
    if isinstance(subject, Metric):
        lines.append(("Counted", counted(subject)))
    if isinstance(subject, Detector):
        lines += [("What to do", subject.remedy), ("Next step", subject.next_step), ("Source", subject.source)]
    lines.append(("Needs", words.joined(words.joined(need.split("|"), last="or") for need in subject.needs)))
    behind = {key: settings[key] for key in explain.settings_behind(subject, settings)}
    rests_on = "; ".join(f"{meaning}: {value}" for _, meaning, value in settings_in_words(behind))
    lines += [("Rests on", rests_on), ("Note", subject.note)]
    return [(name, text) for name, text in lines if text]


def counted(metric: Metric) -> str:
    """What a metric counts over, and from how many cases on it is judged."""
    interval = f" With its 95 % Wilson interval; below {metric.minimum_n} cases only the counts are shown."
    return explain.KINDS[metric.kind] + (interval if metric.interval else "")
