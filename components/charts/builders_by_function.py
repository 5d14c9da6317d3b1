"""Which functions can build, and may they deploy?"""

import pandas as pd

from components.charts.layouts.rows import Bar, rows
from components.text import format
from components.theme import Drawn, Viewport, band, canvas, finish, nothing, opens
from queries import BENCHMARKS, Listing

QUOTED = "builders_per_function"
MOST = 10  # functions drawn; those with most builders where there are more
TOP = 26  # pixels over the first row for the quoted band's name


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """A bar of builders for each function over the quoted band; hatched where the function may not deploy."""
    frame = listing.frame
    visible = frame[~frame["is_hidden"].astype(bool)] if len(frame) else frame
    visible = visible.assign(is_shared=visible["function"].duplicated(keep=False)) if len(visible) else visible
    if listing.missing or visible.empty:
        why = "" if listing.missing or frame.empty else f"{format.HIDDEN.capitalize()}."
        return nothing("Builders by function are not known yet", listing.missing, why)
    quoted, shown = BENCHMARKS[QUOTED], visible.head(MOST)
    named = f"quoted {format.benchmark(quoted.low, quoted.high, quoted.unit)}"
    figure = canvas()
    band(figure, viewport, quoted.low, quoted.high, named, axis="x")
    height = rows(figure, viewport, [_bar(row, quoted.low, viewport) for _, row in shown.iterrows()])
    figure.data[0].customdata = opens("function", shown["function"])
    figure.update_xaxes(range=[0, max(quoted.high * 1.35, float(shown["builders"].max()) * 1.05)])
    hidden = len(frame) - len(visible)
    finding = _finding(visible, quoted.low)
    left_out = f"; the {MOST} with most of {format.count(len(visible))}" if len(visible) > MOST else ""
    return Drawn(
        finish(figure, viewport, height=height + TOP, margin={"t": TOP}),
        finding=finding,
        subtitle="Builders with protected time, and per 100 people; hatched: the function may not deploy what it builds"
        f"{left_out}",
        n=format.DOT.join(
            [format.plural(len(visible), "function"), *([f"{format.count(hidden)} {format.HIDDEN}"] if hidden else [])]
        ),
        alt=f"{finding}; {named}. {'; '.join(_spoken(row) for _, row in shown.iterrows())}.",
    )


def _name(row: pd.Series) -> str:
    """The function, with its unit where others have one of that name; the unit where it stands for all of its own."""
    if row["function"] == "all functions":
        return str(row["business_unit"])
    return f"{row['business_unit']}, {row['function']}" if row["is_shared"] else str(row["function"])


def _bar(row: pd.Series, enough: float, viewport: Viewport) -> Bar:
    barred = _is(row["permission_to_deploy"], False)
    parts = [format.count(row["builders"])]
    if pd.notna(row["per_hundred"]) and row["builders"]:
        parts.append(format.value(float(row["per_hundred"]), "per 100"))
    if pd.notna(row["permission_to_deploy"]):
        parts.append("may not deploy" if barred else "may deploy")
    most = 17 if viewport.is_narrow else 34
    return Bar(
        name=format.escape_html(format.shorten(_name(row), most)),
        note=format.DOT.join(parts),
        size=float(row["builders"]),
        spoken=format.escape_html(_spoken(row)),
        is_accent=bool(row["builders"] >= enough) and not barred,
        is_hatched=barred,
    )


def _is(value: object, wanted: bool) -> bool:
    """Whether a yes or no that may be missing says so."""
    return bool(pd.notna(value)) and bool(value) is wanted


def _finding(visible: pd.DataFrame, enough: float) -> str:
    """How many functions have enough builders, and how many of all builders may deploy what they build."""
    reach, stated = int((visible["builders"] >= enough).sum()), visible["permission_to_deploy"].notna()
    if len(visible) == 1:
        row = visible.iloc[0]
        deploy = ""
        if stated.all():
            deploy = " and may deploy" if row["permission_to_deploy"] else " and may not deploy"
        return f"{_name(row)} has {format.plural(float(row['builders']), 'builder')}{deploy}"
    sentence = f"{format.of(reach, len(visible))} functions {format.inflect(reach, 'has', 'have')} {format.count(enough)} builders or more"
    if not stated.any():
        return sentence
    stating = visible[stated]
    may = stating.loc[stating["permission_to_deploy"].astype(bool), "builders"].sum()
    return f"{sentence}; {format.of(may, stating['builders'].sum())} builders may deploy"


def _spoken(row: pd.Series) -> str:
    hundred = f", {format.value(float(row['per_hundred']), 'per 100')} people" if pd.notna(row["per_hundred"]) else ""
    deploy = ""
    if pd.notna(row["permission_to_deploy"]):
        deploy = ", may deploy" if row["permission_to_deploy"] else ", may not deploy"
    unit = "" if row["function"] == "all functions" or row["is_shared"] else f" ({row['business_unit']})"
    return f"{_name(row)}{unit} {format.plural(float(row['builders']), 'builder')}{hundred}{deploy}"
