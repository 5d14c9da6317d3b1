"""What the sheets of an Excel workbook hold, and how each is written."""
