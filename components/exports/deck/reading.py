"""A chart as it was drawn, read a hundred times faster than through its own objects, which check every look at them."""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

PARTS = frozenset({"layout", "marker", "line", "font", "pattern", "title", "tickfont", "textfont", "margin"})
"""What has settings of its own: where it was not set, all of them are None."""
LISTS = frozenset({"annotations", "shapes", "data"})


class ChartSettings:
    """Settings by name, as the chart's own objects have them; None for what was not set."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self._known: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in self._known:
            self._known[name] = _read(name, self.settings.get(name))
        return self._known[name]

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


def read(figure: go.Figure) -> ChartSettings:
    """A chart's settings. Numbers that were packed in text when the chart was kept are numbers again."""
    return ChartSettings(figure.to_plotly_json())


def read_again(settings: Mapping[str, Any]) -> ChartSettings:
    """Settings that were changed since they were read."""
    return ChartSettings(settings)


def _read(name: str, setting: Any) -> Any:
    if isinstance(setting, Mapping):
        if "bdata" in setting:
            return np.frombuffer(
                base64.b64decode(setting["bdata"]), dtype=np.dtype(str(setting["dtype"])).newbyteorder("<")
            )
        return ChartSettings(setting)
    if name in LISTS:
        return tuple(ChartSettings(entry) for entry in setting or ())
    if setting is None and (name in PARTS or (name.startswith(("xaxis", "yaxis")) and name not in ("xaxis", "yaxis"))):
        return ChartSettings({})
    return setting
