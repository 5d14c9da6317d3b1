"""Reading: the bytes of a file become tables of cells with addresses, in a process of their own."""

from data.reading.reader import Progress, ReadingFailed, read_file
from data.reading.table import Cell, CellError, Column, SourceFile, Table

__all__ = ["Cell", "CellError", "Column", "Progress", "ReadingFailed", "SourceFile", "Table", "read_file"]
