"""What a pinned link shows, written out once: its pages as text that later code can read, compressed.

Nothing that a link does not show is in it. Figures are kept as they were computed; what explains them is kept by name.
"""

import base64
import datetime as dt
import gzip
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson
import plotly.graph_objects as go
import pyarrow as pa

from components.page.blocks import (
    Block,
    Chart,
    Columns,
    Comment,
    Figure,
    Figures,
    Fold,
    Grid,
    Head,
    Heading,
    Leaf,
    Link,
    Note,
    Part,
    Point,
    Quoted,
    Strip,
    Table,
    Tabs,
    Text,
)
from components.share.redaction import told_leaf
from components.theme import Drawn
from queries import DETECTORS, METRICS, VIEWS, Benchmark, Subject

KINDS: dict[str, dict[str, Any]] = {"metrics": METRICS, "views": VIEWS, "detectors": DETECTORS}
"""Where what explains a figure is found, by the layer it is of."""
PLAIN: dict[str, Callable[..., Block]] = {"heading": Heading, "text": Text, "note": Note}
Told = dict[str, Any]


@dataclass(frozen=True)
class Pinned:
    """The pages of a pinned link in one look; `caption` is their scope in one line, `code` what computed them."""

    caption: str
    code: str
    leaves: tuple[Leaf, ...]


def written(pinned: Pinned) -> bytes:
    """The pages as bytes."""
    leaves = [_leaf(told_leaf(leaf)) for leaf in pinned.leaves]
    return gzip.compress(orjson.dumps({"caption": pinned.caption, "code": pinned.code, "leaves": leaves}), mtime=0)


def read(content: bytes) -> Pinned:
    """The pages again. What explained a figure and is gone since is left out."""
    told = orjson.loads(gzip.decompress(content))
    return Pinned(told["caption"], told["code"], tuple(map(_leaf_of, told["leaves"])))


def _leaf(leaf: Leaf) -> Told:
    return {
        "page": leaf.page,
        "name": leaf.name,
        "finding": leaf.head.finding,
        "question": leaf.head.question,
        "blocks": _each(leaf.blocks),
        "comments": [asdict(one) | {"written_at": one.written_at.isoformat()} for one in leaf.comments],
    }


def _leaf_of(told: Told) -> Leaf:
    comments = tuple(
        Comment(**one | {"written_at": dt.datetime.fromisoformat(one["written_at"])}) for one in told["comments"]
    )
    head = Head(told["finding"], told["question"])
    return Leaf(told["page"], told["name"], head, _each_of(told["blocks"]), comments)


def _each(blocks: Sequence[Block]) -> list[Told]:
    return [_block(block) for block in blocks]


def _each_of(told: Sequence[Told]) -> tuple[Block, ...]:
    return tuple(_block_of(one) for one in told)


def _block(block: Block) -> Told:
    match block:
        case Strip(drawn, key):
            return {"is": "strip", "drawn": _drawn(drawn), "key": key}
        case Figures(figures):
            return {"is": "figures", "figures": [asdict(one) for one in figures]}
        case Chart(drawn, subjects, key, points):
            return {
                "is": "chart",
                "drawn": _drawn(drawn),
                "key": key,
                "points": [asdict(one) for one in points],
                "subjects": [[one.layer, one.id] for one in subjects],
            }
        case Table(title, frame):
            return {"is": "table", "title": title, "says": block.says, "is_headed": block.is_headed, **_frame(frame)}
        case Grid(frame):
            return {"is": "grid", **_frame(frame)}
        case Heading(text) | Text(text) | Note(text):
            return {"is": type(block).__name__.lower(), "text": text}
        case Quoted(benchmarks):
            return {"is": "quoted", "benchmarks": [asdict(one) for one in benchmarks]}
        case Link(page, label):
            return {"is": "link", "page": page, "label": label}
        case Columns(widths, columns):
            return {"is": "columns", "widths": widths, "columns": [_each(column) for column in columns]}
        case Tabs(parts):
            return {"is": "tabs", "parts": [_part(part) for part in parts]}
        case Fold(part):
            return {"is": "fold", "part": _part(part)}
    raise TypeError(f"{type(block).__name__} is not part of a link")


def _block_of(told: Told) -> Block:
    match told["is"]:
        case "strip":
            return Strip(_drawn_of(told["drawn"]), told["key"])
        case "figures":
            return Figures(tuple(Figure(**one) for one in told["figures"]))
        case "chart":
            points = tuple(Point(**one) for one in told["points"])
            return Chart(_drawn_of(told["drawn"]), _subjects(told["subjects"]), told["key"], points)
        case "table":
            return Table(told["title"], _frame_of(told), says=told["says"], is_headed=told["is_headed"])
        case "grid":
            return Grid(_frame_of(told))
        case "quoted":
            return Quoted(tuple(Benchmark(**one) for one in told["benchmarks"]))
        case "link":
            return Link(told["page"], told["label"])
        case "columns":
            return Columns(tuple(told["widths"]), tuple(map(_each_of, told["columns"])))
        case "tabs":
            return Tabs(tuple(map(_part_of, told["parts"])))
        case "fold":
            return Fold(_part_of(told["part"]))
    return PLAIN[told["is"]](told["text"])


def _part(part: Part) -> Told:
    return {"name": part.name, "blocks": _each(part.blocks)}


def _part_of(told: Told) -> Part:
    return Part(told["name"], _each_of(told["blocks"]))


def _drawn(drawn: Drawn) -> Told:
    figure = None if drawn.figure is None else orjson.Fragment(drawn.figure.to_json(engine="orjson"))
    texts = ("finding", "subtitle", "n", "alt", "source")
    return {"figure": figure, **{name: getattr(drawn, name) for name in texts}}


def _drawn_of(told: Told) -> Drawn:
    figure = None if told["figure"] is None else go.Figure(told["figure"], skip_invalid=True)
    return Drawn(**told | {"figure": figure})


def _frame(frame: Any) -> Told:
    """A table with its types."""
    rows = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return {"frame": base64.b64encode(sink.getvalue().to_pybytes()).decode()}


def _frame_of(told: Told) -> Any:
    return pa.ipc.open_stream(base64.b64decode(told["frame"])).read_all().to_pandas()


def _subjects(told: Sequence[Sequence[str]]) -> tuple[Subject, ...]:
    return tuple(KINDS[layer][name] for layer, name in told if name in KINDS.get(layer, {}))
