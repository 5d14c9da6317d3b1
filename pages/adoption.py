"""Access or ability?"""

from components.charts import (
    by_unit,
    climate,
    gaps_over_time,
    own_tools,
    place_of_tools,
    tool_outcomes,
    trend,
    use_and_value,
)
from components.charts import gaps as gaps_chart
from components.charts import ladder as ladder_chart
from components.page import Page, PageInfo
from components.text import adoption
from queries import Listing

PAGE = PageInfo("Adoption", order=31, group="Ability")


def render(page: Page) -> None:
    ladder, tools, gaps = page.listing("ladder"), page.listing("tool_ladders"), page.listing("gaps")
    is_used, is_asked = adoption.is_known(tools), adoption.is_known(gaps) or adoption.is_known(page.listing("climate"))
    page.title(adoption.headline(ladder, tools, gaps))
    if using := page.row("units_using_ai"):
        page.figures(
            [page.figure(metric, label, adoption.counts(page.row(metric))) for metric, label in adoption.FIGURES]
        )
        page.note(adoption.quoted_adoption(using))
        if differs := adoption.rates_and_people(ladder, page.row("adoption_rate"), page.row("habitual_share")):
            page.note(differs)
    if not is_used and not is_asked:
        page.write(adoption.NO_USE, adoption.NO_SURVEY)

    if is_used or is_asked:
        who, why, what = page.tabs("Who uses it", "Why not more", "What difference it makes")
        if who.open:
            with who:
                if is_used:
                    _who_uses_it(page, ladder)
                else:
                    page.write(adoption.NO_USE)
        if why.open:
            with why:
                if is_asked:
                    _why_not_more(page, gaps)
                else:
                    page.write(adoption.NO_SURVEY)
        if what.open:
            with what:
                _what_difference(page, tools)


def _who_uses_it(page: Page, ladder: Listing) -> None:
    steps, habit = page.columns(2)
    with steps:
        page.show(ladder_chart.chart, ladder)
    with habit:
        page.show(trend.chart, page.metric("habitual_share"), page.change("habitual_share"))
    if left_out := adoption.left_out(ladder):
        page.note(left_out)
    by_habit = page.metric("habitual_share", "unit")
    if adoption.has_several_units(by_habit):
        reach, habits = page.columns(2)
        with reach:
            page.show(by_unit.chart, page.metric("adoption_rate", "unit"))
        with habits:
            page.show(by_unit.chart, by_habit, key="habit_by_unit")
    if hidden := adoption.hidden_units(by_habit):
        page.note(hidden)
    page.table("tool_ladders", "Tool by tool, the most people first", adoption.LADDER_COLUMNS)


def _why_not_more(page: Page, gaps: Listing) -> None:
    page.draw(gaps_chart.chart(gaps, page.viewport), "gaps", "survey_response_rate", key="gaps")
    page.show(gaps_over_time.chart, page.listing("gaps_over_time"))
    mood, tools_of_their_own = page.columns(2)
    with mood:
        page.show(climate.chart, page.listing("climate"))
    with tools_of_their_own:
        own, start = page.metric("shadow_use_rate", "unit"), page.metric("ai_default_start_rate", "unit")
        drawn = own_tools.chart(own, start, page.metric("shadow_use_rate", "total"), page.viewport)
        page.draw(drawn, "shadow_use_rate", "ai_default_start_rate", key="own_tools")


def _what_difference(page: Page, tools: Listing) -> None:
    use, outcomes = page.listing("use_and_value"), page.listing("tool_outcomes")
    value, places = page.columns(2)
    if adoption.is_known(use):
        with value:
            page.show(use_and_value.chart, use)
            page.write(*adoption.impact(use))
    if adoption.has_places(tools):
        with places:
            page.show(
                place_of_tools.chart,
                tools,
                page.metric("adoption_rate_embedded", "total"),
                page.metric("adoption_rate_separate_tool", "total"),
            )
    if gain := adoption.time_saved(page.metric("productivity_gain_embedded", "total"), page.against("embedded_gain")):
        with places:
            page.write(gain)
    if adoption.has_outcomes(outcomes):
        page.show(tool_outcomes.chart, outcomes)
        page.write(*adoption.differences(outcomes))
        page.table("tool_outcomes", "What differs where the tool is the same", adoption.OUTCOME_COLUMNS)
    if not_known := adoption.missing_data(use, tools, outcomes):
        page.note(not_known)
