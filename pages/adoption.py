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
from components.navigation import PageInfo
from components.page.page import Page
from components.text import adoption

PAGE = PageInfo("Adoption", order=31, group="Ability")


def render(page: Page) -> None:
    ladder, tools, gaps = page.listing("ladder"), page.listing("tool_ladders"), page.listing("gaps")
    is_used, is_asked = adoption.is_told(tools), adoption.is_told(gaps) or adoption.is_told(page.listing("climate"))
    page.title(adoption.headline(ladder, tools, gaps))
    if using := page.row("units_using_ai"):
        page.figures(
            [page.figure(metric, label, adoption.beside(page.row(metric))) for metric, label in adoption.FIGURES]
        )
        page.note(adoption.quoted(using))
        if differs := adoption.counted(ladder, page.row("adoption_rate"), page.row("habitual_share")):
            page.note(differs)
    if not is_used and not is_asked:
        page.write(adoption.NO_USE, adoption.NO_SURVEY)

    who, why, what = (
        page.tabs("Who uses it", "Why not more", "What difference it makes") if is_used or is_asked else [None] * 3
    )
    if who and who.open and is_used:
        with who:
            steps, habit = page.columns(2)
            with steps:
                page.show(ladder_chart.chart, page.listing("ladder"))
            with habit:
                page.show(trend.chart, page.metric("habitual_share"))
            if left_out := adoption.left_out(ladder):
                page.note(left_out)
            if adoption.is_several(page.metric("habitual_share", "unit")):
                reach, habits = page.columns(2)
                with reach:
                    page.show(by_unit.chart, page.metric("adoption_rate", "unit"))
                with habits:
                    page.show(by_unit.chart, page.metric("habitual_share", "unit"), key="habit_by_unit")
            if hidden := adoption.hidden(page.metric("habitual_share", "unit")):
                page.note(hidden)
            page.table("tool_ladders", "Tool by tool, the most people first", adoption.LADDERS)
    elif who and who.open:
        with who:
            page.write(adoption.NO_USE)

    if why and why.open and is_asked:
        with why:
            page.draw(gaps_chart.chart(gaps, page.viewport), "gaps", "survey_response_rate", key="gaps")
            page.show(gaps_over_time.chart, page.listing("gaps_over_time"))
            mood, tools_of_their_own = page.columns(2)
            with mood:
                page.show(climate.chart, page.listing("climate"))
            with tools_of_their_own:
                own, start = page.metric("shadow_use_rate", "unit"), page.metric("ai_default_start_rate", "unit")
                drawn = own_tools.chart(own, start, page.metric("shadow_use_rate", "total"), page.viewport)
                page.draw(drawn, "shadow_use_rate", "ai_default_start_rate", key="own_tools")
    elif why and why.open:
        with why:
            page.write(adoption.NO_SURVEY)

    if what and what.open:
        use, outcomes = page.listing("use_and_value"), page.listing("tool_outcomes")
        with what:
            value, places = page.columns(2)
            if adoption.is_told(use):
                with value:
                    page.show(use_and_value.chart, page.listing("use_and_value"))
                    page.write(*adoption.impact(use))
            if adoption.has_places(tools):
                with places:
                    page.show(
                        place_of_tools.chart,
                        tools,
                        page.metric("adoption_rate_embedded", "total"),
                        page.metric("adoption_rate_separate_tool", "total"),
                    )
            if gain := adoption.gain(page.metric("productivity_gain_embedded", "total"), page.against("embedded_gain")):
                with places:
                    page.write(gain)
            if adoption.has_outcomes(outcomes):
                page.show(tool_outcomes.chart, page.listing("tool_outcomes"))
                page.write(*adoption.differences(outcomes))
                page.table("tool_outcomes", "What differs where the tool is the same", adoption.OUTCOMES)
            if not_known := adoption.cannot_say(use, tools, outcomes):
                page.note(not_known)
