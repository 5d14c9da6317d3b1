"""A digest as a message: HTML that mail programs show as it is, and the same as plain text.

Tables for the layout, styles on each element, no script, no picture: mail programs drop everything else.
"""

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from components.digest.digest import Digest, Moved, Section
from components.page.notes import paragraphs, signed
from components.text import format
from components.theme import LIGHT

WIDTH = 600  # pixels: what a mail program shows beside its list of messages
SANS = "Calibri,'Segoe UI',Helvetica,Arial,sans-serif"
SERIF = "Georgia,'Times New Roman',serif"
BODY = f"font-family:{SANS};font-size:15px;line-height:22px;color:{LIGHT.ink};"
STANDS_BACK = f"font-family:{SANS};font-size:13px;line-height:18px;color:{LIGHT.grey};"
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


def as_html(one: Digest, url: str = "") -> str:
    """The message; `url` is the app's address, and without one nothing in it is a link."""
    rows = [
        _row(f'<p style="margin:0;{STANDS_BACK}">{_shown(_over(one))}</p>', top=24),
        _row(f'<h1 style="{HEAD}font-size:25px;line-height:32px;">{_shown(one.title)}</h1>', top=8),
        *([_row(_paragraph(one.nothing))] if one.nothing else []),
        _row(f'<h2 style="{HEAD}font-size:19px;line-height:26px;">{_linked(one.headline, "board", url)}</h2>', top=20),
        *([_row(_paragraph(f"Then: {one.headline_then}.", STANDS_BACK))] if one.headline_then else []),
        *([_row(_figures(one), top=16)] if one.figures else []),
        *(_row(_said(said.text, signed(said)), top=20) for said in one.comments),
        *(_row(_section(section, url), top=28) for section in one.sections),
        _row(_paragraph(_foot(one), STANDS_BACK), top=28, bottom=28),
    ]
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{html.escape(one.title)}</title>
</head>
<body style="margin:0;padding:0;background-color:{LIGHT.paper};">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:{WIDTH}px;">
{"".join(rows)}</table>
</td></tr></table>
</body>
</html>
"""


def as_text(one: Digest, url: str = "") -> str:
    """The same for who reads mail as plain text."""
    lines = [*_folded(_over(one)), "", *_folded(one.title), "=" * min(len(one.title), COLUMNS), ""]
    if one.nothing:
        lines += [*_folded(one.nothing), ""]
    lines += _folded(one.headline)
    lines += _folded(f"Then: {one.headline_then}.") if one.headline_then else []
    if one.figures:
        lines += ["", f"Then: {one.then}. Now: {one.now}." if one.then else f"As of {one.now}."]
        lines += [line for figure in one.figures for line in _folded(_figure_in_text(figure), "  ")]
    for said in one.comments:
        lines += ["", *(line for part in paragraphs(said.text) for line in _folded(part, "  "))]
        lines += _folded(f"({signed(said)})", "  ")
    for section in one.sections:
        lines += ["", *_folded(section.title), "-" * min(len(section.title), COLUMNS)]
        lines += _folded(section.told) if section.told else []
        for point in section.points:
            lines += _folded(f"- {f'{point.lead} ' if point.lead else ''}{point.says}", "", "  ")
            lines += _folded(point.more, "  ") if point.more else []
        lines += [f"  {_page(url, section.page)}"] if url and section.page else []
    return "\n".join([*lines, "", *_folded(_foot(one)), ""])


def _over(one: Digest) -> str:
    return f"AI portfolio{format.DOT}{one.caption}" if one.caption else "AI portfolio"


def _foot(one: Digest) -> str:
    return f"Made on {format.date(one.made_on)}. Every figure is the one on the page of that version."


def _figures(one: Digest) -> str:
    """A line for each figure: what it is and how it moved, what it was, what it is."""
    cell = f"padding:7px 0;border-bottom:1px solid {LIGHT.line};vertical-align:top;"
    heads = (("", "left"), (one.then, "right"), (one.now, "right")) if one.then else (("", "left"), (one.now, "right"))
    head = "".join(
        f'<th align="{side}" style="{cell}padding-left:12px;{STANDS_BACK}font-weight:normal;">{_shown(text)}</th>'
        for text, side in heads
    )
    rows = "".join(
        f'<tr><td style="{cell}{BODY}">{_shown(figure.label)}{_beneath(figure.change)}</td>'
        + (
            f'<td align="right" style="{cell}padding-left:12px;{BODY}color:{LIGHT.grey};">{_shown(figure.then)}</td>'
            if one.then
            else ""
        )
        + f'<td align="right" style="{cell}padding-left:12px;{BODY}font-weight:bold;">{_shown(figure.now)}</td></tr>'
        for figure in one.figures
    )
    return f'<table width="100%" cellpadding="0" cellspacing="0" border="0"><tr>{head}</tr>{rows}</table>'


def _figure_in_text(figure: Moved) -> str:
    if not figure.change:
        return f"{figure.label}: {figure.now}"
    return f"{figure.label}: {figure.then} -> {figure.now} ({figure.change})"


def _said(text: str, by: str) -> str:
    inside = "".join(_paragraph(line) for line in paragraphs(text))
    edge = f"padding:2px 0 2px 14px;border-left:3px solid {LIGHT.range};"
    return (
        '<table width="100%" cellpadding="0" cellspacing="0" border="0" role="presentation"><tr>'
        f'<td style="{edge}">{inside}<p style="margin:4px 0 0;{STANDS_BACK}">{_shown(by)}</p></td></tr></table>'
    )


def _section(one: Section, url: str) -> str:
    title = f'<h2 style="{HEAD}font-size:18px;line-height:24px;">{_linked(one.title, one.page, url)}</h2>'
    if not one.told and not one.points:
        return title
    rule = f'<div style="border-top:1px solid {LIGHT.ink};font-size:0;line-height:0;margin:5px 0 6px;">&nbsp;</div>'
    told = _paragraph(one.told, STANDS_BACK) if one.told else ""
    points = "".join(
        f'<p style="margin:9px 0 0;{BODY}">{f"<b>{_shown(point.lead)}</b> " if point.lead else ""}'
        f"{_linked(point.says, point.page, url)}{_beneath(point.more)}</p>"
        for point in one.points
    )
    return f"{title}{rule}{told}{points}"


def _row(inside: str, top: int = 6, bottom: int = 0) -> str:
    return f'<tr><td style="padding:{top}px 18px {bottom}px;">{inside}</td></tr>\n'


def _paragraph(text: str, style: str = BODY) -> str:
    return f'<p style="margin:4px 0 0;{style}">{_shown(text)}</p>'


def _beneath(text: str) -> str:
    return f'<br><span style="{STANDS_BACK}">{_shown(text)}</span>' if text else ""


def _linked(text: str, page: str, url: str) -> str:
    """Words that lead to a page of the app, where its address is known."""
    if not url or not page:
        return _shown(text)
    return f'<a href="{html.escape(_page(url, page))}" style="color:{LIGHT.accent};text-decoration:none;">{_shown(text)}</a>'


def _page(url: str, page: str) -> str:
    return f"{url}/" if page == "board" else f"{url}/{page}"


def _shown(text: str) -> str:
    """A text that may hold names from a sheet: no tag, and nothing that a mail program would make a link of."""
    return html.escape(format.typeset(_unlinked(" ".join(text.split()))))


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
