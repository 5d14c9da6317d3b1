"""What the app writes to its log: a line an event, with a reference to find it by; never the content of a cell or a link.

The message of an exception can quote a cell, so of an exception only its kind and the places in the code are written.
GAPBOARD_LOG says how: `text`, `json` (a JSON object a line), or `full` (text with messages, for a developer's own data).
"""

import datetime as dt
import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

FORMS = ("text", "json", "full")
PARTS_OF_A_PLACE = 3  # of a file's path: enough to find it, not where it is installed
LONGEST_CHAIN = 5
SECRET = re.compile(r"(/s/)[\w-]+|([?&](?:code|state|token)=)[^&\s\"']+")
"""What may stand in an address and opens something: a link's token, what a provider hands over at sign-in."""


class LineFormatter(logging.Formatter):
    """One event as one line; with `full`, as Python writes it."""

    def __init__(self, form: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.form = form

    def format(self, record: logging.LogRecord) -> str:
        if self.form == "full":
            return super().format(record)
        error = record.exc_info[1] if record.exc_info else None
        event = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": without_secrets(record.getMessage()),
            **({"error": chain(error), "trace": places(error)} if error is not None else {}),
        }
        if self.form == "json":
            return json.dumps(event, ensure_ascii=False)
        trace = f" [{event['error']} at {' < '.join(reversed(event['trace']))}]" if error is not None else ""
        return f"{event['at']} {event['level']} {event['from']}: {' '.join(str(event['message']).split())}{trace}"


def set_up(variables: Mapping[str, str]) -> None:
    """Have everything that is logged in this process written as GAPBOARD_LOG says. Raises ValueError."""
    form = variables.get("GAPBOARD_LOG", "").strip() or "text"
    if form not in FORMS:
        raise ValueError(f"GAPBOARD_LOG is {form!r}. Give one of {', '.join(FORMS)}.")
    lines = LineFormatter(form)
    ours = logging.getLogger("gapboard")
    ours.setLevel(logging.INFO)
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.StreamHandler(sys.stderr))
    loggers = [logging.getLogger(name) for name in list(logging.root.manager.loggerDict)]
    for handler in [handler for logger in (logging.getLogger(), *loggers) for handler in logger.handlers]:
        handler.setFormatter(lines)


def without_secrets(text: str) -> str:
    """A text with what opens something taken out of its addresses."""
    return SECRET.sub(lambda found: f"{found[1] or found[2]}...", text)


def chain(error: BaseException) -> str:
    """The kind of an exception, and of those that it came from."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < LONGEST_CHAIN:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__
    return " from ".join(kinds)


def places(error: BaseException) -> list[str]:
    """Where in the code an exception passed, the first call first: file, line, function."""
    return [
        f"{'/'.join(Path(frame.filename).parts[-PARTS_OF_A_PLACE:])}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
