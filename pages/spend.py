"""Where does the money go, and what does it buy?"""

from components import charts
from components.narratives import spend
from components.navigation import PageInfo
from components.page.page import Page

PAGE = PageInfo("Spend", order=11, group="Money")


def render(page: Page) -> None:
    page.title(spend.headline(page.ask("money_positions"), page.ask("plan_and_actual")))
    page.write(*spend.waiting(page))
    page.figures(spend.figures(page))

    went, bought, seats, results = spend.sections(page)
    if went and went.open:
        with went:
            spend.pairs(
                page,
                (charts.money_positions, "money_positions"),
                (charts.money_flow, "money_flow"),
                (charts.spend_by_purpose, "spend_by_purpose"),
                (charts.positions_by_unit, "money_positions_by_unit"),
                (charts.plan_and_actual, "plan_and_actual"),
                (charts.budget_by_unit, "budget_by_unit"),
            )
            spend.stranded(page)
            spend.advice(page)
            spend.currencies(page)
    if bought and bought.open:
        with bought:
            page.write(*spend.quiet_failure(page))
            spend.pairs(
                page,
                (charts.by_unit, "change_to_tech_ratio"),
                (charts.first_year_data, "first_years"),
                (charts.production_mix, "production_mix"),
                (charts.by_unit, "data_cost_overrun_multiple"),
            )
    if seats and seats.open:
        with seats:
            spend.seats(page)
            spend.pairs(
                page,
                (charts.seats_in_use, "seats_in_use"),
                (charts.user_cost, "cost_per_seat_year", "cost_per_active_user", "cost_per_habitual_user"),
                (charts.unused_seats, "unused_seats"),
                (charts.vendors, "vendors"),
            )
            spend.contracts(page)
    if results and results.open:
        with results:
            spend.results(page)
            spend.pairs(
                page,
                (charts.first_year_cost, "first_years"),
                (charts.pilot_economics, "pilot_economics"),
                (charts.by_unit, "cost_per_production_initiative"),
            )
