"""The page that a page is written on: its blocks, the surfaces they are drawn on, filters, explanations, notes."""
