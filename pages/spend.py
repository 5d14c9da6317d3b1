"""Where does the money go, and what does it buy?"""

from components.charts import (
    budget_by_unit,
    by_unit,
    first_year_cost,
    first_year_data,
    money_flow,
    money_positions,
    pilot_economics,
    plan_and_actual,
    positions_by_unit,
    production_mix,
    seats_in_use,
    spend_by_purpose,
    unused_seats,
    user_cost,
    vendors,
)
from components.narratives import spend
from components.page import Page, PageInfo, Panel

PAGE = PageInfo("Spend", order=11, group="Money")


def render(page: Page) -> None:
    page.title(spend.headline(page.listing("money_positions"), page.listing("plan_and_actual")))
    page.write(*spend.missing_data(page))
    page.figures(spend.figures(page))

    went, bought, seats, results = spend.sections(page)
    if went and went.open:
        with went:
            spend.show_known(
                page,
                Panel.of(money_positions.chart, lambda page: (page.listing("money_positions"),)),
                Panel.of(money_flow.chart, lambda page: (page.listing("money_flow"),)),
                Panel.of(spend_by_purpose.chart, lambda page: (page.listing("spend_by_purpose"),)),
                Panel.of(positions_by_unit.chart, lambda page: (page.listing("money_positions_by_unit"),)),
                Panel.of(plan_and_actual.chart, lambda page: (page.listing("plan_and_actual"),)),
                Panel.of(budget_by_unit.chart, lambda page: (page.listing("budget_by_unit"),)),
            )
            spend.stranded(page)
            spend.advice(page)
            spend.currencies(page)
            spend.landing(page)
            spend.constant_currency(page)
    if bought and bought.open:
        with bought:
            page.write(*spend.change_ratio(page))
            spend.show_known(
                page,
                Panel.of(by_unit.chart, lambda page: (page.metric("change_to_tech_ratio", "unit"),)),
                Panel.of(first_year_data.chart, lambda page: (page.listing("first_years"),)),
                Panel.of(production_mix.chart, lambda page: (page.listing("production_mix"),)),
                Panel.of(by_unit.chart, lambda page: (page.metric("data_cost_overrun_multiple", "unit"),)),
            )
    if seats and seats.open:
        with seats:
            spend.seats(page)
            spend.show_known(
                page,
                Panel.of(seats_in_use.chart, lambda page: (page.listing("seats_in_use"),)),
                Panel.of(
                    user_cost.chart,
                    lambda page: (
                        page.metric("cost_per_seat_year", "unit"),
                        page.metric("cost_per_active_user", "unit"),
                        page.metric("cost_per_habitual_user", "unit"),
                    ),
                ),
                Panel.of(unused_seats.chart, lambda page: (page.listing("unused_seats"),)),
                Panel.of(vendors.chart, lambda page: (page.listing("vendors"),)),
            )
            spend.contracts(page)
    if results and results.open:
        with results:
            spend.results(page)
            spend.show_known(
                page,
                Panel.of(first_year_cost.chart, lambda page: (page.listing("first_years"),)),
                Panel.of(pilot_economics.chart, lambda page: (page.listing("pilot_economics"),)),
                Panel.of(by_unit.chart, lambda page: (page.metric("cost_per_production_initiative", "unit"),)),
            )
            spend.run_rate(page)
