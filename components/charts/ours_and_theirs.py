"""Where do our figures stand beside what others are quoted to have found?"""

from collections.abc import Sequence
from dataclasses import dataclass

from components import words
from components.house import Drawn, Look, canvas, finish, hollow, nothing, solid, write
from queries import Benchmark, Metric, Row

ROW = 46


@dataclass(frozen=True)
class Standing:
    """A quoted figure, the figure of ours it speaks of, and the verdict (None where it must not be scored)."""

    benchmark: Benchmark
    metric: Metric
    row: Row | None
    verdict: str | None


def ours_and_theirs(standings: Sequence[Standing], look: Look) -> Drawn:
    """Each quoted share as a grey range, ours as a point with its interval; hollow where there are too few to judge."""
    shown = [one for one in standings if one.benchmark.unit == "percent" and one.row and one.row.value is not None]
    scored = [one for one in standings if one.verdict]
    if not shown:
        return nothing("None of our figures can stand beside a quoted one yet", _waiting(standings))
    figure = canvas()
    for place, one in enumerate(reversed(shown)):
        row = one.row
        assert row is not None
        assert row.value is not None
        low, high = one.benchmark.low, one.benchmark.high
        figure.add_scatter(
            x=[low - 0.004, high + 0.004], y=[place, place], mode="lines", hoverinfo="text",
            hovertext=words.safe(one.benchmark.statement), line={"color": look.context, "width": 16},
        )  # fmt: skip
        if row.low is not None and row.high is not None:
            figure.add_scatter(
                x=[row.low, row.high], y=[place, place], mode="lines", line={"color": look.accent, "width": 2},
                hoverinfo="skip",
            )  # fmt: skip
        figure.add_scatter(
            x=[row.value], y=[place], mode="markers", hoverinfo="text", hovertext=words.safe(_spoken(one)),
            marker=solid(look) if row.state == "ok" else hollow(look),
        )  # fmt: skip
        write(figure, look, words.safe(_label(one, look)), x=0, xref="paper", y=place, yshift=20, colour=look.ink)
        write(
            figure, look, _reading(one), x=1, xref="paper", xanchor="right", y=place, yshift=20, colour=look.grey,
        )  # fmt: skip
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.1])
    figure.update_xaxes(range=[-0.01, 1.01], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1], showline=True)
    says = _finding(scored)
    return Drawn(
        finish(figure, look, height=ROW * len(shown) + 60, margin={"t": 12}),
        finding=says,
        subtitle="Grey: what is quoted. Blue: ours, with its 95 % interval; hollow: too few to judge",
        n=f"{words.plural(len(shown), 'quoted share')}, {len(scored)} scored",
        alt=f"{says}. {'; '.join(_spoken(one) for one in shown)}.",
    )


def _finding(scored: Sequence[Standing]) -> str:
    better = sum(one.verdict == ("above" if one.benchmark.direction == "higher" else "below") for one in scored)
    worse = sum(one.verdict == ("below" if one.benchmark.direction == "higher" else "above") for one in scored)
    if not scored:
        return "Nothing of ours can be scored against a quoted figure yet"
    open_ones = len(scored) - better - worse
    parts = [f"better than {better}" if better else "", f"worse than {worse}" if worse else ""]
    parts.append(f"level with or undecided on {open_ones}" if open_ones else "")
    return f"Of {words.plural(len(scored), 'quoted figure')} we are {words.joined(parts)}"


def _waiting(standings: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(need for one in standings for need in one.metric.needs))[:4]


def _label(one: Standing, look: Look) -> str:
    said = words.joined(
        [part for part in (one.benchmark.quoted_publisher or "unattributed", one.benchmark.year) if part]
    )
    title = f"{one.metric.title} ({said.replace(' and ', ' ')})"
    return words.shortened(title, 34 if look.is_narrow else 90)


def _reading(one: Standing) -> str:
    assert one.row is not None
    ours = words.figure(one.row, one.metric.unit)
    theirs = words.benchmark(one.benchmark.low, one.benchmark.high, one.benchmark.unit)
    return f"{ours} to {theirs}" if not one.verdict else f"{ours}, {words.against(one.verdict, theirs)}"


def _spoken(one: Standing) -> str:
    return f"{one.metric.title}: {_reading(one)}"
