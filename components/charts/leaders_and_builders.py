"""Where is AI led, and where is it built?"""

import pandas as pd
import plotly.graph_objects as go

from components.text import format
from components.theme import SIZE, SMALL, Drawn, Viewport, canvas, finish, nothing, opens, write
from queries import Listing

MOST = 10  # units drawn; those with most builders and leaders where there are more
ROW = 62
NAME_AT, LEADERS_AT, BUILDERS_AT = 0.3, 0.04, -0.2  # of a row: the unit's name, a bar, a bar
THICK = 0.2


def chart(listing: Listing, viewport: Viewport) -> Drawn:
    """Two bars for each unit, its leaders and its builders; beside its name, engineers and what was built lately."""
    frame = listing.frame
    visible = frame[~frame["is_hidden"].astype(bool)] if len(frame) else frame
    if listing.missing or visible.empty:
        why = "" if listing.missing or frame.empty else f"{format.HIDDEN.capitalize()}."
        return nothing("Who leads and who builds is not known yet", listing.missing, why)
    shown = _most(visible)
    figure = canvas()
    _bars(figure, viewport, shown, "leaders", LEADERS_AT, viewport.context, viewport.grey)
    _bars(figure, viewport, shown, "builders", BUILDERS_AT, viewport.accent, viewport.accent)
    for index, (_, row) in enumerate(shown.iterrows()):
        name = format.escape_html(format.shorten(str(row["business_unit"]), 18 if viewport.is_narrow else 32))
        note = (
            f'&nbsp; <span style="color:{viewport.grey}">{_note(row, viewport)}</span>' if _note(row, viewport) else ""
        )
        write(figure, viewport, f"<b>{name}</b>{note}", x=0, y=len(shown) - 1 - index + NAME_AT, xshift=-3, size=SIZE)
    most = max(_number(value) for kind in ("leaders", "builders") for value in shown[kind]) or 1
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=[0, most * (1.5 if viewport.is_narrow else 1.25)])
    figure.update_yaxes(visible=False, range=[-0.5, len(shown) - 0.45])
    finding = _finding(visible)
    hidden = len(frame) - len(visible)
    left_out = f"; the {MOST} with most of {format.count(len(visible))}" if len(visible) > MOST else ""
    return Drawn(
        finish(figure, viewport, height=ROW * len(shown) + 12),
        finding=finding,
        subtitle=f"People who lead AI (grey) and builders with protected time, as last reported{left_out}",
        n=format.DOT.join(
            [format.plural(len(visible), "unit"), *([f"{format.count(hidden)} {format.HIDDEN}"] if hidden else [])]
        ),
        alt=f"{finding}. {'; '.join(_spoken(row) for _, row in shown.iterrows())}.",
    )


def _bars(
    figure: go.Figure, viewport: Viewport, shown: pd.DataFrame, kind: str, at: float, colour: str, ink: str
) -> None:
    """A bar for each unit, of its leaders or of its builders, with how many they are behind it."""
    places = [len(shown) - 1 - index + at for index in range(len(shown))]
    figure.add_bar(
        x=[_number(value) for value in shown[kind]],
        y=places,
        orientation="h",
        width=THICK,
        marker={"color": colour},
        hoverinfo="text",
        hovertext=[format.escape_html(_spoken(row)) for _, row in shown.iterrows()],
        customdata=opens("business_unit", shown["business_unit"]),
    )
    for place, value in zip(places, shown[kind], strict=True):
        text = _people(value, kind[:-1])
        write(figure, viewport, text, x=_number(value), y=place, xshift=5, size=SMALL, colour=ink)


def _most(visible: pd.DataFrame) -> pd.DataFrame:
    if len(visible) <= MOST:
        return visible
    many = visible.assign(people=visible[["builders", "leaders"]].fillna(0).sum(axis=1)).nlargest(
        MOST, "people", keep="first"
    )
    return visible.loc[visible.index.isin(many.index)]


def _number(value: object) -> float:
    return 0.0 if pd.isna(value) else float(value)  # type: ignore[arg-type]


def _people(value: object, noun: str) -> str:
    """So many, none, or not said."""
    if pd.isna(value):
        return f"{noun}s not stated"
    return format.plural(float(value), noun) if value else f"no {noun}"  # type: ignore[arg-type]


def _note(row: pd.Series, viewport: Viewport) -> str:
    parts = []
    if pd.notna(row["engineers"]) and row["engineers"]:
        parts.append(format.plural(float(row["engineers"]), "engineer"))
    if pd.notna(row["tools_built"]):
        built = f"{format.count(row['tools_built'])} built" if row["tools_built"] else "nothing built"
        parts.append(f"{built} in 2 quarters" if not viewport.is_narrow else built)
    return format.DOT.join(parts)


def _finding(visible: pd.DataFrame) -> str:
    """In how many units those who build outnumber those who lead."""
    both = visible[visible["leaders"].notna() & visible["builders"].notna()]
    if both.empty:
        kind = "leaders" if visible["builders"].isna().all() else "builders"
        other = "builders" if kind == "leaders" else "leaders"
        return f"{format.plural(_number(visible[kind].sum()), kind[:-1])}; how many {other} there are is not stated"
    if len(both) == 1:
        row = both.iloc[0]
        return f"{row['business_unit']}: {_people(row['builders'], 'builder')}, {_people(row['leaders'], 'leader')}"
    more = int((both["builders"] > both["leaders"]).sum())
    return f"Builders outnumber leaders in {format.of(more, len(both))} units"


def _spoken(row: pd.Series) -> str:
    parts = [_people(row["leaders"], "leader"), _people(row["builders"], "builder")]
    if pd.notna(row["engineers"]):
        parts.insert(1, _people(row["engineers"], "engineer"))
    if pd.notna(row["tools_built"]):
        parts.append(f"{format.plural(float(row['tools_built']), 'tool')} built inside in its last two quarters")
    return f"{row['business_unit']} {', '.join(parts)}"
