"""Charts: one a file, each a pure function `chart` from answers and a viewport to what is drawn.

`page.show(trend.chart, page.metric("spend"), page.change("spend"))` draws one, with its finding above and its reading below.
"""
