"""Charts: each a function from a frame to a chart of Vega-Lite, for a notebook and for the reports.

Needs ``kumin[report]``. ``kumin.charts.indicators(result.judgements)`` draws a run.

Colour never says anything alone: shape, position or words say it too. Words are Japanese unless ``lang`` is "en".
Rows are placed by pixels, so that a long label may take more lines than another and the same label may appear twice.
"""

from __future__ import annotations

from kumin.charts.answers import band, band_colours, options_bar
from kumin.charts.composition import pyramid
from kumin.charts.groups import domains
from kumin.charts.histogram import histogram
from kumin.charts.looks import FONT, MARK_COLOURS, printed
from kumin.charts.overview import indicators
from kumin.charts.policies import policies
from kumin.charts.profiles import Bar, Part, profile
from kumin.charts.svg import to_svg
from kumin.charts.vega import Chart
from kumin.charts.years import trend

__all__ = [
    "FONT",
    "MARK_COLOURS",
    "Bar",
    "Chart",
    "Part",
    "band",
    "band_colours",
    "domains",
    "histogram",
    "indicators",
    "options_bar",
    "policies",
    "printed",
    "profile",
    "pyramid",
    "to_svg",
    "trend",
]
