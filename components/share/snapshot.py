"""What a pinned link shows, written out once: its pages as text that later code can read, compressed.

Nothing that a link does not show is in it. Figures are kept as they were computed; what explains them is kept by name.
"""

import base64
import datetime as dt
import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson
import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa

from components.page.blocks import (
    Block,
    Chart,
    Columns,
    Comment,
    Expander,
    Figure,
    Figures,
    Grid,
    Header,
    Heading,
    Link,
    Note,
    Part,
    Point,
    Quoted,
    RecordedPage,
    Sparkline,
    Table,
    Tabs,
    Text,
)
from components.share.redaction import redacted_page
from components.theme import Drawn
from queries import DETECTORS, METRICS, VIEWS, Benchmark, Subject

KINDS: Mapping[str, Mapping[str, Subject]] = {"metrics": METRICS, "views": VIEWS, "detectors": DETECTORS}
"""Where what explains a figure is found, by the layer it is of."""
PLAIN: dict[str, Callable[..., Block]] = {"heading": Heading, "text": Text, "note": Note}
Encoded = dict[str, Any]
"""A page, a block or a chart as JSON has it."""


@dataclass(frozen=True)
class Snapshot:
    """The pages of a pinned link in one viewport; `caption` is their scope in one line, `code` what computed them."""

    caption: str
    code: str
    pages: tuple[RecordedPage, ...]


def written(snapshot: Snapshot) -> bytes:
    """The pages as bytes."""
    pages = [_page(redacted_page(page)) for page in snapshot.pages]
    return gzip.compress(orjson.dumps({"caption": snapshot.caption, "code": snapshot.code, "leaves": pages}), mtime=0)


def read(content: bytes) -> Snapshot:
    """The pages again. What explained a figure and is gone since is left out."""
    encoded = orjson.loads(gzip.decompress(content))
    return Snapshot(encoded["caption"], encoded["code"], tuple(map(_page_of, encoded["leaves"])))


def _page(page: RecordedPage) -> Encoded:
    return {
        "page": page.name,
        "name": page.title,
        "finding": page.header.finding,
        "question": page.header.question,
        "blocks": _each(page.blocks),
        "comments": [asdict(comment) | {"written_at": comment.written_at.isoformat()} for comment in page.comments],
    }


def _page_of(encoded: Encoded) -> RecordedPage:
    comments = tuple(
        Comment(**comment | {"written_at": dt.datetime.fromisoformat(comment["written_at"])})
        for comment in encoded["comments"]
    )
    header = Header(encoded["finding"], encoded["question"])
    return RecordedPage(encoded["page"], encoded["name"], header, _each_of(encoded["blocks"]), comments)


def _each(blocks: Sequence[Block]) -> list[Encoded]:
    return [_block(block) for block in blocks]


def _each_of(encoded: Sequence[Encoded]) -> tuple[Block, ...]:
    return tuple(_block_of(block) for block in encoded)


def _block(block: Block) -> Encoded:
    match block:
        case Sparkline(drawn, key):
            return {"is": "strip", "drawn": _drawn(drawn), "key": key}
        case Figures(figures):
            return {"is": "figures", "figures": [asdict(figure) for figure in figures]}
        case Chart(drawn, subjects, key, points):
            return {
                "is": "chart",
                "drawn": _drawn(drawn),
                "key": key,
                "points": [_point(point) for point in points],
                "subjects": [[subject.layer, subject.id] for subject in subjects],
            }
        case Table(title, frame):
            return {"is": "table", "title": title, "says": block.message, "is_headed": block.is_headed, **_frame(frame)}
        case Grid(frame):
            return {"is": "grid", **_frame(frame)}
        case Heading(text) | Text(text) | Note(text):
            return {"is": type(block).__name__.lower(), "text": text}
        case Quoted(benchmarks):
            return {"is": "quoted", "benchmarks": [asdict(benchmark) for benchmark in benchmarks]}
        case Link(page, label):
            return {"is": "link", "page": page, "label": label}
        case Columns(widths, columns):
            return {"is": "columns", "widths": widths, "columns": [_each(column) for column in columns]}
        case Tabs(parts):
            return {"is": "tabs", "parts": [_part(part) for part in parts]}
        case Expander(part):
            return {"is": "fold", "part": _part(part)}
    raise TypeError(f"{type(block).__name__} is not part of a link")


def _block_of(encoded: Encoded) -> Block:
    match encoded["is"]:
        case "strip":
            return Sparkline(_drawn_of(encoded["drawn"]), encoded["key"])
        case "figures":
            return Figures(tuple(Figure(**figure) for figure in encoded["figures"]))
        case "chart":
            points = tuple(map(_point_of, encoded["points"]))
            return Chart(_drawn_of(encoded["drawn"]), _subjects(encoded["subjects"]), encoded["key"], points)
        case "table":
            return Table(encoded["title"], _frame_of(encoded), message=encoded["says"], is_headed=encoded["is_headed"])
        case "grid":
            return Grid(_frame_of(encoded))
        case "quoted":
            return Quoted(tuple(Benchmark(**benchmark) for benchmark in encoded["benchmarks"]))
        case "link":
            return Link(encoded["page"], encoded["label"])
        case "columns":
            return Columns(tuple(encoded["widths"]), tuple(map(_each_of, encoded["columns"])))
        case "tabs":
            return Tabs(tuple(map(_part_of, encoded["parts"])))
        case "fold":
            return Expander(_part_of(encoded["part"]))
    return PLAIN[encoded["is"]](encoded["text"])


def _point(point: Point) -> Encoded:
    return {"says": point.text, **{name: value for name, value in asdict(point).items() if name != "text"}}


def _point_of(encoded: Encoded) -> Point:
    return Point(encoded["says"], **{name: value for name, value in encoded.items() if name != "says"})


def _part(part: Part) -> Encoded:
    return {"name": part.name, "blocks": _each(part.blocks)}


def _part_of(encoded: Encoded) -> Part:
    return Part(encoded["name"], _each_of(encoded["blocks"]))


def _drawn(drawn: Drawn) -> Encoded:
    figure = None if drawn.figure is None else orjson.Fragment(drawn.figure.to_json(engine="orjson"))
    texts = ("finding", "subtitle", "n", "alt", "source")
    return {"figure": figure, **{name: getattr(drawn, name) for name in texts}}


def _drawn_of(encoded: Encoded) -> Drawn:
    figure = None if encoded["figure"] is None else go.Figure(encoded["figure"], skip_invalid=True)
    return Drawn(**encoded | {"figure": figure})


def _frame(frame: pd.DataFrame) -> Encoded:
    """A table with its types."""
    rows = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return {"frame": base64.b64encode(sink.getvalue().to_pybytes()).decode()}


def _frame_of(encoded: Encoded) -> pd.DataFrame:
    frame: pd.DataFrame = pa.ipc.open_stream(base64.b64decode(encoded["frame"])).read_all().to_pandas()
    return frame


def _subjects(encoded: Sequence[Sequence[str]]) -> tuple[Subject, ...]:
    return tuple(KINDS[layer][name] for layer, name in encoded if name in KINDS.get(layer, {}))
