"""One file with live charts that opens offline: the pages as sections, everything they need inside, no host asked."""

import base64
import hashlib
import json
from pathlib import Path

import plotly.io as pio
from jinja2 import Environment
from plotly.offline import get_plotlyjs

from components import theme
from components.exports.document import Document, Report
from components.exports.html_table import FormattedTable, formatted
from components.page import explain, notes
from components.page.blocks import Block, Chart, Columns, Grid, Sparkline, Table, Tabs
from components.page.recording_surface import flattened
from components.page.streamlit_surface import not_known_yet
from components.text import format
from components.text.templates import environment
from components.theme import DARK, LIGHT, Palette

PARTS = Path(__file__).with_name("html_page")
MOST_NARROW = 3  # columns beside each other from which on a chart was drawn for a telephone's width
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; "
    "form-action 'none'"
)
"""Scripts by their hash alone, so that none that a name could bring along runs; no host is asked for anything."""


def write(document: Document, report: Report) -> bytes:
    """The document as one page of HTML, in UTF-8."""
    report("Drawing the charts", 0.1)
    charts = _charts(document)
    scripts = [get_plotlyjs(), _part("script.js")]
    report("Writing the page", 0.6)
    template = _environment().get_template("page.html")
    return template.render(
        document=document,
        made_on=format.date(document.made_on),
        pages={page.name for page in document.pages},
        charts=charts,
        numbers={id(chart): at for at, chart in enumerate(_drawn(document))},
        settings=_inside_a_script(json.dumps(_settings())),
        policy=POLICY.format(scripts=" ".join(map(_hash, scripts))),
        scripts=scripts,
        style=_colours(LIGHT, DARK) + _part("style.css"),
    ).encode()


def _drawn(document: Document) -> list[Chart | Sparkline]:
    """Every block with a figure, in the order in which they are read."""
    return [
        block
        for page in document.pages
        for block in flattened(page.blocks)
        if isinstance(block, Chart | Sparkline) and block.drawn.figure is not None
    ]


def _charts(document: Document) -> list[str]:
    """Their figures as JSON, to be read by the page's script."""
    return [_inside_a_script(str(pio.to_json(chart.drawn.figure, validate=False))) for chart in _drawn(document)]


def _inside_a_script(text: str) -> str:
    """JSON that cannot end the element it stands in, whatever a name in it says."""
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _settings() -> dict[str, object]:
    """What the script knows of the house: how charts behave, its colours in the dark, and red and paper by red, green, blue."""
    mixed = {name: [_channels(getattr(palette, name)) for palette in (LIGHT, DARK)] for name in ("red", "paper")}
    return {"config": theme.CONFIG, "dark": _dark(), **mixed}


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _dark() -> dict[str, str]:
    """Each colour of the light house, and which one takes its place in the dark."""
    light, dark = _named(LIGHT), _named(DARK)
    series = zip(LIGHT.series, DARK.series, strict=True)
    return {light_colour.lower(): dark_colour for light_colour, dark_colour in series} | {
        light[name].lower(): dark[name] for name in light
    }


def _colours(light: Palette, dark: Palette) -> str:
    """The house's colours as the page's style names them."""
    sheets = {
        ":root": light,
        '[data-theme="dark"]': dark,
        "@media (prefers-color-scheme: dark){:root:not([data-theme])": dark,
        "@media print{:root,[data-theme]": light,
    }
    return "".join(
        f"{selector}{{{''.join(f'--{name}:{colour};' for name, colour in _named(palette).items())}}}{'}' * selector.count('@')}"
        for selector, palette in sheets.items()
    )


def _named(palette: Palette) -> dict[str, str]:
    return {name: colour for name, colour in vars(palette).items() if isinstance(colour, str)}


def _environment() -> Environment:
    found = environment(PARTS)
    found.filters |= {
        "kind": lambda block: type(block).__name__,
        "typeset": format.typeset,
        "waiting": not_known_yet,
        "quotation": explain.quotation,
        "paragraphs": notes.paragraphs,
        "signed": notes.signed,
        "known": lambda figures: [figure for figure in figures if figure.value != format.NOT_KNOWN],
        "formatted": _formatted,
        "widths": _widths,
        "quoted_beside": explain.quoted_beside,
        "anchor": _anchor,
        "is_roomy": lambda columns: len(columns) < MOST_NARROW,
        "parts": _parts,
        "identity": id,
    }
    found.globals |= {"definition": explain.definition, "DOT": format.DOT}
    return found


def _formatted(block: Table | Grid) -> FormattedTable:
    """A block's table as the page shows it."""
    shown = block.formatted if isinstance(block, Table) else None
    return formatted(block.frame if shown is None else shown, len(block.frame))


def _widths(columns: Columns) -> str:
    return " ".join(f"minmax(0,{width:g}fr)" for width in columns.widths)


def _parts(blocks: tuple[Block, ...]) -> list[str]:
    """The names of the parts of a page that a reader of the app opens one at a time."""
    return [part.name for block in blocks if isinstance(block, Tabs) for part in block.parts]


def _anchor(name: str, page: str) -> str:
    return f"{page}-{''.join(letter if letter.isalnum() else '-' for letter in name.lower())}"
