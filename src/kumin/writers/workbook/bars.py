"""Room for the names beside the bars of a workbook's charts."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from kumin.charts.looks import words_width

_WIDEST = 0.45
"""Share of a chart that names take at most; what is longer goes over several lines."""
_SPARE = 14  # pixels beside a name
_POINT = 4 / 3  # pixels


def name_bars(
    chart: Any, names: Sequence[str], *, width: int, a_bar: int, size: int = 8, above: int = 0, below: int = 0
) -> int:
    """Lay a chart out so that each of its bars has its name, and return its height in pixels.

    Left to itself, a spreadsheet leaves out every second name, or gives a long one the room of the bars.

    Parameters
    ----------
    chart : xlsxwriter.chart_bar.ChartBar
        The chart; its size is set.
    names : sequence of str
        What stands beside its bars.
    width : int
        Pixels.
    a_bar : int
        Pixels of a bar, or of those of a name, where the name is of one line.
    size : int
        Points of the names.
    above, below : int
        Pixels for what stands above and below the bars.
    """
    longest = max(words_width(name, size * _POINT) for name in names)
    room = min(longest + _SPARE, _WIDEST * width)
    # a line is not filled to its end
    lines = ceil(1.2 * longest / (room - _SPARE)) if longest + _SPARE > room else 1
    height = ceil(max(a_bar, (1.3 * lines + 0.7) * size * _POINT) * len(names)) + above + below
    chart.set_y_axis({"reverse": True, "num_font": {"size": size}, "interval_unit": 1})
    chart.set_plotarea(
        {
            "layout": {
                "x": room / width, "y": above / height,
                "width": 0.93 - room / width, "height": 1 - (above + below) / height,
            }
        }
    )  # fmt: skip
    chart.set_size({"width": width, "height": height})
    return height
