"""Why a file could not be opened, and what to do about it: one sentence each, for the person who sent it."""

from data.problems import Problem

COPY_THE_TABLE = "Copy the table into a new workbook and upload that."


def empty_file() -> Problem:
    """Nothing in it."""
    return _refusal("empty_file", "The file is empty.", "Save it again where it came from, and upload it again.")


def too_large(size: int, limit: int) -> Problem:
    """More bytes than are taken in at once."""
    says = f"The file is {_megabytes(size)}; at most {_megabytes(limit)} can be read at once."
    return _refusal("too_large", says, "Split it, by quarter or by unit, and upload the parts.")


def text_named_workbook(extension: str) -> Problem:
    """A text table under a workbook's name: it might be taken for something it is not, so it is not taken."""
    says = f"This is a text file named {extension}."
    return _refusal("text_named_workbook", says, "Rename it to .csv, or save it from Excel as .xlsx.")


def other_format(what: str) -> Problem:
    """A file of another program: `what` is `a PDF document`, `a web page`."""
    return _refusal("other_format", f"This is {what}, not a spreadsheet.", "Save the table as .xlsx or .csv.")


def password() -> Problem:
    """An encrypted workbook."""
    remedy = "Open it in Excel, remove the password (File > Info > Protect Workbook), save it, and upload it again."
    return _refusal("password", "The workbook is protected with a password.", remedy)


def sensitivity_label() -> Problem:
    """A workbook that rights management encrypted: only people its label names can open it."""
    remedy = "Save a copy with a label that does not encrypt, and upload that."
    return _refusal("sensitivity_label", "The workbook is encrypted by its sensitivity label.", remedy)


def unpacks_too_large(size: int) -> Problem:
    """A small file that unpacks to far more than a spreadsheet holds."""
    says = f"The workbook unpacks to {_megabytes(size)}: far more than its tables can need."
    return _refusal("unpacks_too_large", says, COPY_THE_TABLE)


def too_many_parts() -> Problem:
    """More parts inside the workbook than any program writes."""
    return _refusal("too_many_parts", "The workbook consists of too many parts to be opened safely.", COPY_THE_TABLE)


def damaged() -> Problem:
    """Not what its first bytes promise, or broken on the way."""
    remedy = "Open it in Excel, let Excel repair it, save it as .xlsx, and upload that."
    return _refusal("damaged", "The file is damaged and cannot be opened.", remedy)


def too_much_memory() -> Problem:
    """The reading process reached its memory limit."""
    remedy = f"A single cell far from the table (such as XFD1048576) can do this. {COPY_THE_TABLE}"
    return _refusal("too_much_memory", "Reading the file takes more memory than is allowed.", remedy)


def too_much_time(seconds: float) -> Problem:
    """The reading process reached its time limit."""
    says = f"Reading the file took more than {seconds:.0f} seconds, and was stopped."
    return _refusal("too_much_time", says, COPY_THE_TABLE)


def too_busy() -> Problem:
    """Other uploads took all the time there was to wait."""
    return _refusal("too_busy", "Other files are being read.", "Try again in a minute.")


def broken_json(what: str) -> Problem:
    """JSON that cannot be read: `what` says why, without quoting it."""
    remedy = "Export it again; a list of objects, or one object a line, can be read."
    return _refusal("broken_json", f"This JSON file cannot be read. {what}", remedy)


def no_list() -> Problem:
    """JSON without anything that is a table."""
    remedy = 'A table in JSON is a list of objects: [{"name": "value"}, ...].'
    return _refusal("no_table", "There is no table in this JSON file: no list of objects with values.", remedy)


def too_wide(row: int) -> Problem:
    """A text row with more columns than a sheet has."""
    return _refusal(
        "too_wide", f"Row {row} has more than 16,384 columns.", "Check the separator and the quotation marks."
    )


def too_many_rows(limit: int) -> Problem:
    """More rows than are read at once, blank ones counted."""
    says = f"The file has more than {limit:,} rows."
    return _refusal("too_many_rows", says, "Split it, by quarter or by unit, and upload the parts.")


def too_many_cells(limit: int) -> Problem:
    """A sheet whose rows times columns cannot be held."""
    says = f"The sheet spans more than {limit:,} cells."
    return _refusal("too_many_cells", says, COPY_THE_TABLE)


def unclosed_quote(line: int) -> Problem:
    """A quotation mark that swallows the rest of the file."""
    says = f"A quotation mark opened in line {line} is never closed."
    return _refusal("unclosed_quote", says, 'Close it, or write a quotation mark inside a text twice ("").')


def no_table(left_out: tuple[tuple[str, str], ...]) -> Problem:
    """Opened, and nothing in it to read."""
    reasons = "; ".join(f'"{sheet}" is {reason}' for sheet, reason in left_out[:5])
    says = f"There is no table in this file: {reasons}." if reasons else "There is no table in this file."
    return _refusal("no_table", says, "A table is a row of headers with rows of values below it.")


def _refusal(rule: str, says: str, remedy: str) -> Problem:
    return Problem(cell=None, severity="error", says=says, remedy=remedy, rule=rule)


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB" if size >= 1024**2 else f"{size:,} bytes"
