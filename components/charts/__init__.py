"""Charts: each a pure function from an answer and a look to what is drawn, one chart a file, named as the file.

`page.show(charts.trend, ...)` asks, draws and puts the finding above and the reading below. Charts are found by the
names of their files, so that a new one is one file.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from components.theme import Drawn

for _file in sorted(Path(__file__).parent.glob("[!_]*.py")):
    _module = import_module(f"{__name__}.{_file.stem}")
    if hasattr(_module, _file.stem):
        globals()[_file.stem] = getattr(_module, _file.stem)  # the function in the place of its module


def __getattr__(name: str) -> Callable[..., Drawn]:
    raise AttributeError(f"there is no chart {name!r}: no function of that name in components/charts/{name}.py")
