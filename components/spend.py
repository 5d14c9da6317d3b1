"""How spending is told: what it buys, what a result costs, and how that stands beside what is quoted."""

from components import words
from components.page import Figure, Page
from queries import Answer, Listing


def headline(cost: Answer, positions: Listing) -> str:
    """What was spent and how much of it is stranded, in one clause; or what it takes to say it."""
    if cost.missing or cost.last is None or not cost.last.value:
        return "No spend was uploaded, so where the money goes cannot be said"
    spent, frame = words.money(cost.last.value), positions.frame
    stranded = float(frame.loc[frame["position"] == "stranded", "amount"].sum())
    if stranded > 0:
        return f"We spent {spent}; {words.money(stranded)} of it is stranded"
    return f"We spent {spent}; none of it is known to be stranded"


def figures(page: Page) -> list[Figure]:
    """What it takes to get somewhere, each beside what is quoted: five figures."""
    return [
        page.figure("cost_per_production_initiative", "Cost for each one in production", _counted(page)),
        page.figure("change_to_tech_ratio", "Change work for 1 of technology", page.against("change_ratio")),
        page.figure("data_governance_share_of_spend", "Data and governance", page.against("data_share")),
        page.figure("cost_per_active_user", "An active user costs, a year", _price(page)),
        page.figure("budget_variance", "Against budget", _overrun(page)),
    ]


def _counted(page: Page) -> str:
    row = page.row("cost_per_production_initiative")
    return words.plural(row.denominator or 0, "initiative") if row else ""


def _price(page: Page) -> str:
    row = page.row("cost_per_seat_year")
    return f"a seat: {words.money(row.value)}" if row and row.value is not None else ""


def _overrun(page: Page) -> str:
    row = page.row("budget_variance")
    return "" if row is None or not row.value else f"{'more' if row.value > 0 else 'less'} than planned"
