"""What a person takes away as a file: written so that no spreadsheet runs what somebody typed into a cell."""

import csv
import hashlib
import io
import re

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(frame: pd.DataFrame) -> bytes:
    """A table as CSV with a byte-order mark, text that would be a formula quoted, numbers as they are."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([_defused(str(column)) for column in frame.columns])
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None):
        writer.writerow([_defused(cell) if isinstance(cell, str) else _written(cell) for cell in row])
    return lines.getvalue().encode("utf-8-sig")


def file_name(title: str, content: bytes, ending: str = "csv") -> str:
    """A name that says what it is and holds the hash of its content, so that no cache serves an older file for it."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:48] or "table"
    return f"{slug}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def name_for_header(name: str) -> str:
    """A person's own file name as a response's header can say it: without control characters, quotes and paths."""
    return re.sub(r'[\x00-\x1f\x7f-\x9f"\\/;\u2028-\u202e\u2066-\u2069]', "_", name)[-200:]


def _defused(text: str) -> str:
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS) else text


def _written(cell: object) -> object:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    if isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat() if cell == cell.normalize() else cell.isoformat(sep=" ")
    return _defused(str(cell))
