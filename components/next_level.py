"""What a unit's head takes away: the path to the next level gate by gate, what would move the unit, what its place is made of."""

from collections.abc import Sequence

import pandas as pd

from components import explain, maturity, words
from components.page import Page
from queries import BENCHMARKS, Listing

PATH = ("Unit", "To become", "Gate", "So far", "Asks for", "Takes", "Could be otherwise by chance")
MOVES = ("Unit", "Is now", "Rises", "Falls", "Gates that could be otherwise by chance")
PARTS = ("Unit", "Axis", "Part", "Measured", "Full marks at", "Weight", "Weight used", "Points")
AXES = {"ability": "ability to use", "capacity": "capacity to build"}
CLAIMS = ("output_multiple_l1", "output_multiple_l2", "output_multiple")


def path(page: Page) -> None:
    """The gates of each unit's next level that are not met, with how many more each takes; to be downloaded."""
    found: Listing = page.ask("path_to_next")
    minimum_n = int(found.scope.settings.get("minimum_n", 5))
    rows = [
        (
            row["business_unit"], maturity.LEVELS[int(row["level"])], row["title"], maturity.stands(row, minimum_n),
            maturity.threshold(row["gate"], row["at_least"], row["unit"]), maturity.takes(row),
            "yes" if row["is_fragile"] else "",
        )
        for _, row in found.frame.iterrows()
    ]  # fmt: skip
    _table(page, "The path, gate by gate", PATH, rows)


def moves(page: Page) -> None:
    """The smallest change that would move each unit up or down, beneath the sentence that sums it up."""
    frame: pd.DataFrame = page.ask("level_flips").frame
    if frame.empty:
        page.heading("What would move a unit cannot be told yet")
        return
    _table(page, maturity.flips(frame), MOVES, maturity.moves(frame))
    page.note(
        "Up, all of these together; down, each alone. Gates count at their point value: one that could be otherwise by "
        "chance has a 95 % interval on both sides of its threshold."
    )


def parts(page: Page) -> None:
    """What each unit's place on the map is made of, with the weights as they were used."""
    frame: pd.DataFrame = page.ask("position_parts").frame
    rows = [
        (
            row["business_unit"], AXES[row["axis"]], maturity.PARTS[row["part"]], _measured(row),
            "100 %" if row["full_marks"] == 1 else words.count(row["full_marks"]) + ("x" if row["part"] == "velocity" else ""),
            words.percent(row["weight"]), words.percent(row["weight_used"]) if pd.notna(row["weight_used"]) else "",
            words.percent(row["points"]) if pd.notna(row["points"]) else "",
        )
        for _, row in frame.iterrows()
    ]  # fmt: skip
    missing = frame[frame["value"].isna() & (frame["weight"] > 0)]
    units = missing["business_unit"].nunique()
    every = frame["business_unit"].nunique()
    heading = "Every part of every unit's place is known"
    if units:
        names = words.joined(maturity.PARTS[part] for part in missing["part"].value_counts().index[:3])
        heading = f"{words.of(units, every)} units {words.agreeing(units, 'is', 'are')} placed without {names}"
    _table(page, heading, PARTS, rows)
    page.note(
        "A part that is not known drops out, and the others of its axis weigh more: the weight used is what counted."
    )


def claims(page: Page) -> None:
    """The multiples of output that others quote for each level: claims, shown as such and used nowhere."""
    quoted = [BENCHMARKS[name] for name in CLAIMS if name in BENCHMARKS]
    multiples = words.joined(words.benchmark(one.low, one.high, one.unit) for one in quoted)
    page.heading(f"Quoted and used nowhere: {multiples} the output")
    page.write(
        "These multiples are said of the three levels. None comes with a method that can be followed, so no value here is "
        "computed with them and no unit is scored against them."
    )
    explain.quoted(quoted)


def _measured(row: pd.Series) -> str:
    if pd.isna(row["measured"]):
        return "not known"
    if row["part"] == "velocity":
        return words.multiple(row["measured"])
    return words.percent(row["measured"]) if row["full_marks"] == 1 else words.count(row["measured"])


def _table(page: Page, heading: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    page.heading(heading)
    if not rows:
        page.note("None in what is shown.")
        return
    explain.rows(pd.DataFrame(rows, columns=list(columns)), heading, f"{page.visit.page}-{columns[1]}")
