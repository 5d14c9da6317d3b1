"""Which figures come first, on every page that shows changes."""

HEADLINE = ("spend", "risk_adjusted_value", "roi_risk_adjusted", "live_share", "stalled_share", "share_of_units_level1")
"""Metric ids, in the order in which they are shown."""
