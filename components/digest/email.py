"""A digest as a message: HTML that mail programs show as it is, and the same as plain text.

Tables for the layout, styles on each element, no script, no picture: mail programs drop everything else.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from components.digest.digest import Digest, Moved
from components.page.notes import paragraphs, signed
from components.text import format
from components.text.templates import environment
from components.theme import LIGHT

WIDTH = 600  # pixels: what a mail program shows beside its list of messages
SANS = "Calibri,'Segoe UI',Helvetica,Arial,sans-serif"
SERIF = "Georgia,'Times New Roman',serif"
BODY = f"font-family:{SANS};font-size:15px;line-height:22px;color:{LIGHT.ink};"
GREY = f"font-family:{SANS};font-size:13px;line-height:18px;color:{LIGHT.grey};"
HEAD = f"margin:0;font-family:{SERIF};font-weight:bold;color:{LIGHT.ink};"
ADDRESS = re.compile(r"(?:(?<=[A-Za-z])[.@:](?=[\w/])|(?<=\w)[.@:](?=[A-Za-z/]))(?!(?:xls[xmb]?|csv|ods|json|txt)\b)")
"""Where a site's or a person's address has its sign; the ending of a file's name is none."""
COLUMNS = 72  # letters of a line of plain text


def address(url: str) -> str:
    """The address of the app without a slash at its end. Raises ValueError where it is none."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f'"{url}" is not the address of the app. Write it as https://gapboard.example.')
    return url.strip().rstrip("/")


def as_html(digest: Digest, url: str = "") -> str:
    """The message; `url` is the app's address, and without one nothing in it is a link."""
    message = _templates().get_template("message.html")
    return message.render(digest=digest, url=url, header=_header(digest), footer=_footer(digest))


def as_text(digest: Digest, url: str = "") -> str:
    """The same for who reads mail as plain text."""
    lines = [*_folded(_header(digest)), "", *_folded(digest.title), "=" * min(len(digest.title), COLUMNS), ""]
    if digest.nothing:
        lines += [*_folded(digest.nothing), ""]
    lines += _folded(digest.headline)
    lines += _folded(f"Then: {digest.headline_then}.") if digest.headline_then else []
    if digest.figures:
        lines += ["", f"Then: {digest.then}. Now: {digest.now}." if digest.then else f"As of {digest.now}."]
        lines += [line for figure in digest.figures for line in _folded(_figure_in_text(figure), "  ")]
    for comment in digest.comments:
        lines += ["", *(line for part in paragraphs(comment.text) for line in _folded(part, "  "))]
        lines += _folded(f"({signed(comment)})", "  ")
    for section in digest.sections:
        lines += ["", *_folded(section.title), "-" * min(len(section.title), COLUMNS)]
        lines += _folded(section.note) if section.note else []
        for point in section.points:
            lines += _folded(f"- {f'{point.lead} ' if point.lead else ''}{point.text}", "", "  ")
            lines += _folded(point.more, "  ") if point.more else []
        lines += [f"  {_page_address(url, section.page)}"] if url and section.page else []
    return "\n".join([*lines, "", *_folded(_footer(digest)), ""])


@cache
def _templates() -> Environment:
    found = environment(Path(__file__).parent)
    found.filters |= {"shown": _shown, "paragraphs": paragraphs, "signed": signed}
    found.globals |= {"LIGHT": LIGHT, "WIDTH": WIDTH, "page_address": _page_address}
    found.globals |= {"BODY": Markup(BODY), "GREY": Markup(GREY), "HEAD": Markup(HEAD)}
    return found


def _header(digest: Digest) -> str:
    return f"AI portfolio{format.DOT}{digest.caption}" if digest.caption else "AI portfolio"


def _footer(digest: Digest) -> str:
    return f"Made on {format.date(digest.made_on)}. Every figure is the one on the page of that version."


def _figure_in_text(figure: Moved) -> str:
    if not figure.change:
        return f"{figure.label}: {figure.now}"
    return f"{figure.label}: {figure.then} -> {figure.now} ({figure.change})"


def _page_address(url: str, page: str) -> str:
    return f"{url}/" if page == "board" else f"{url}/{page}"


def _shown(text: str) -> str:
    """A text that may hold names from a sheet, with nothing that a mail program would make a link of; the template keeps
    it from being a tag."""
    return format.typeset(_unlinked(" ".join(text.split())))


def _unlinked(text: str) -> str:
    """The same without an address that a mail program would lead to: a mark without width stands in it."""
    return ADDRESS.sub("\\g<0>\u2060", text)


def _folded(text: str, indent: str = "", further: str | None = None) -> Iterable[str]:
    """Lines of at most so many letters; what follows on the first is set in by `further`."""
    lines, line = [], indent
    for word in _unlinked(text).split():
        if len(line) + len(word) >= COLUMNS and line.strip():
            lines.append(line)
            line = indent if further is None else further
        line += word if not line.strip() else f" {word}"
    return [*lines, line]
