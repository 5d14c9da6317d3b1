"""Consumer, Integrator or Builder: where is each unit, and what opens the next level?"""

from components import charts, maturity
from components.page import open_page

page = open_page(__doc__)

levels, path = page.ask("levels"), page.ask("path_to_next")
page.title(maturity.headline(levels))
page.figures([page.figure(metric, label) for metric, label in maturity.FIGURES if page.ask(metric, "total").last])

map_of_units, steps = page.columns(2)
with map_of_units:
    drawn = charts.positions(page.ask("positions"), page.ask_before("positions"), page.look)
    page.draw(drawn, "positions", key="positions")
with steps:
    page.show(charts.levels, "levels")

page.show(charts.gates, "gates")

page.heading("What opens the next level")
page.write(*maturity.path(path))
page.table("training_rows", "Training cohorts", maturity.TRAINING)
