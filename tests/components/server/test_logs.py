"""A log line says what happened and where in the code; never what stands in a cell, a link or a sign-in."""

import json
import logging

import pytest

from components.server.logs import LineFormatter, set_up, without_secrets


def line(form: str, message: str, *given: object, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    return LineFormatter(form).format(logging.LogRecord("gapboard", logging.ERROR, "here.py", 1, message, given, info))


@pytest.fixture
def error() -> BaseException:
    """An exception that quotes a cell, from one that does too."""
    try:
        try:
            int("Acme Ltd 1,200.00")
        except ValueError as first:
            raise LookupError("no vendor 'Acme Ltd'") from first
    except LookupError as second:
        return second


@pytest.mark.parametrize("form", ["text", "json"])
def test_of_an_exception_its_kind_and_its_places_are_written_and_no_message(error, form):
    logged = line(form, "reference %s", "1a2b3c4d", error=error)
    assert "reference 1a2b3c4d" in logged
    assert "LookupError from ValueError" in logged
    assert "components/server/test_logs.py" in logged
    assert "Acme" not in logged
    assert "\n" not in logged


def test_in_full_the_message_is_written(error):
    assert "Acme Ltd" in line("full", "reference %s", "1a2b3c4d", error=error)


def test_as_json_each_line_is_an_object(error):
    logged = json.loads(line("json", 'one\ntwo "three"', error=error))
    assert (logged["level"], logged["from"], logged["message"]) == ("error", "gapboard", 'one\ntwo "three"')
    assert logged["trace"][-1].startswith("components/server/test_logs.py:")
    assert set(json.loads(line("json", "one"))) == {"at", "level", "from", "message"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /s/Zm9vYmFy_-1 404", "GET /s/... 404"),
        ("https://board.example.com/s/Zm9vYmFy?x=1", "https://board.example.com/s/...?x=1"),
        ("/oauth2callback?code=abc&state=def&x=1", "/oauth2callback?code=...&state=...&x=1"),
        ("the backup gapboard-1.duckdb, 6.0 MB", "the backup gapboard-1.duckdb, 6.0 MB"),
    ],
)
def test_what_opens_something_is_taken_out_of_addresses(text, expected):
    assert without_secrets(text) == expected


def test_an_unknown_form_is_said_at_the_start():
    with pytest.raises(ValueError, match=r"GAPBOARD_LOG is 'xml'\. Give one of text, json, full"):
        set_up({"GAPBOARD_LOG": "xml"})
