"""What a unit's head takes away: the path to the next level gate by gate, what would move the unit, what its place is made of."""

from collections.abc import Sequence

import pandas as pd

from components.page import Page
from components.text import format, maturity_levels
from queries import BENCHMARKS, Listing

PATH = ("Unit", "To become", "Gate", "So far", "Asks for", "Takes", "Could be otherwise by chance")
MOVES = ("Unit", "Is now", "Rises", "Falls", "Gates that could be otherwise by chance")
AXES = {"ability": "Ability to use", "capacity": "Capacity to build"}
MOST = 20  # units printed; the download has them all
CLAIMS = ("output_multiple_l1", "output_multiple_l2", "output_multiple")


def path(page: Page) -> None:
    """The gates of each unit's next level that are missed, with how many more each takes; then who waits for data."""
    listing: Listing = page.listing("path_to_next")
    minimum_n = int(listing.scope.settings.get("minimum_n", 5))
    missed = listing.frame[listing.frame["state"] == "missed"]
    rows = [
        (
            row["business_unit"],
            maturity_levels.LEVELS[int(row["level"])],
            row["title"],
            maturity_levels.gate_progress(row, minimum_n),
            maturity_levels.threshold(row["gate"], row["at_least"], row["unit"]),
            maturity_levels.change_to_open(row),
            "yes" if row["is_fragile"] else "",
        )
        for _, row in missed.iterrows()
    ]
    page.heading("What opens the next level")
    page.write(*maturity_levels.missing_data(listing))
    if rows:
        page.rows(pd.DataFrame(rows, columns=list(PATH)), "What opens the next level")


def level_changes(page: Page) -> None:
    """The smallest change that would move each unit up or down, beneath the sentence that sums it up."""
    frame: pd.DataFrame = page.listing("level_flips").frame
    known = frame[frame["business_unit"].isin(frame.loc[frame["state"] != "insufficient", "business_unit"])]
    if known.empty:
        page.heading("What would move a unit cannot be told yet")
        page.note("No gate of any unit's next level can be judged.")
        return
    _wrapped_table(page, maturity_levels.flips_finding(frame), MOVES, maturity_levels.level_changes(known))
    page.note(
        "Up, all of these together; down, each alone. Gates count at their point value: one that could be otherwise by "
        "chance has a 95 % interval on both sides of its threshold."
    )


def parts(page: Page) -> None:
    """What each unit's place on the map is made of, with the weights as they were used."""
    frame: pd.DataFrame = page.listing("position_parts").frame
    places: pd.DataFrame = page.listing("positions").frame
    frame = frame[frame["business_unit"].isin(places.dropna(subset=["ability", "capacity"])["business_unit"])]
    known = frame[frame["value"].notna()]
    if known.empty:
        page.heading("No unit can be placed on the map yet")
        page.note(
            "A place needs a part of each axis: habitual users, redesigned workflows or the survey; and who built or keeps each live tool, or builders."
        )
        return
    names = list(dict.fromkeys(frame.sort_values("position")["part"]))
    columns = ["Unit"]
    for axis, title in AXES.items():
        columns += [
            f"{maturity_levels.PARTS[part][0].upper()}{maturity_levels.PARTS[part][1:]}"
            for part in names
            if axis == _axis(frame, part)
        ]
        columns.append(title)
    rows = []
    for unit, parts_of_unit in known.groupby("business_unit", sort=False):
        cells, by_part = [str(unit)], parts_of_unit.set_index("part")
        for axis in AXES:
            cells += [_part(by_part, part) for part in names if axis == _axis(frame, part)]
            points = parts_of_unit.loc[parts_of_unit["axis"] == axis, "points"]
            cells.append(format.percent(points.sum()) if len(points) else "not known")
        rows.append(cells)
    unit_count = frame["business_unit"].nunique()
    missing = frame[frame["value"].isna() & (frame["weight"] > 0)]
    units = missing["business_unit"].nunique()
    heading = "Every part of every unit's place is known"
    if units:
        missing_parts = format.join(maturity_levels.PARTS[part] for part in missing["part"].value_counts().index[:3])
        subject = str(missing["business_unit"].iloc[0]) if unit_count == 1 else f"{format.of(units, unit_count)} units"
        heading = f"{subject} {format.inflect(units, 'is', 'are')} placed without {missing_parts}"
    _wrapped_table(page, heading, columns, rows)
    page.note(
        "Each part: what is measured, and the weight it has. A part that is not known drops out, and the others of its axis "
        "weigh more. Full marks and weights are settings."
    )


def claims(page: Page) -> None:
    """The multiples of output that others quote for each level: claims, shown as such and used nowhere."""
    quoted = [BENCHMARKS[name] for name in CLAIMS if name in BENCHMARKS]
    multiples = format.join(format.benchmark(benchmark.low, benchmark.high, benchmark.unit) for benchmark in quoted)
    page.heading(f"Quoted and used nowhere: {multiples} the output")
    page.write(
        "These multiples are said of the three levels. None comes with a method that can be followed, so no value here is "
        "computed with them and no unit is scored against them."
    )
    page.quoted(quoted)


def _axis(frame: pd.DataFrame, part: str) -> str:
    return str(frame.loc[frame["part"] == part, "axis"].iloc[0])


def _part(by_part: pd.DataFrame, part: str) -> str:
    """What is measured of a part and the weight it was given: `56 %, weighs 50 %`."""
    if part not in by_part.index:
        return "not known"
    row = by_part.loc[part]
    measured = format.percent(row["measured"]) if row["full_marks"] == 1 else format.count(row["measured"])
    if part == "velocity":
        measured = format.multiple(row["measured"])
    return f"{measured}, weighs {format.percent(row['weight_used'])}"


def _wrapped_table(page: Page, heading: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table in plain sight whose sentences wrap, with its download; on a telephone a paragraph for each unit."""
    page.heading(heading)
    frame = pd.DataFrame([list(row) for row in rows], columns=list(columns))
    empty = [name for name in frame.columns[1:] if not frame[name].any()]
    shown = frame.iloc[:MOST].drop(columns=empty)
    if page.viewport.is_narrow:
        for _, row in shown.iterrows():
            sentence = format.DOT.join(f"{name}: {row[name]}" for name in shown.columns[1:] if row[name])
            page.write(f"{row[columns[0]]}. {sentence}")
    else:
        page.grid(shown)
    if len(frame) > MOST:
        page.note(f"And {format.plural(len(frame) - MOST, 'more unit')}, in the download.")
    page.download(frame, heading)
