"""Charts: each a function from a frame to an Altair chart, for a notebook and for the reports.

Colour never says anything alone: shape, position or words say it too. Words are Japanese unless ``lang`` is "en".
Rows are placed by pixels, so that a long label may take more lines than another and the same label may stand twice.
"""

from __future__ import annotations

from kumin.reporting.charts.answers import band, band_colours, options_bar
from kumin.reporting.charts.composition import pyramid
from kumin.reporting.charts.groups import domains
from kumin.reporting.charts.looks import FONT, MARK_COLOURS, printed
from kumin.reporting.charts.overview import indicators
from kumin.reporting.charts.years import trend

__all__ = [
    "FONT",
    "MARK_COLOURS",
    "band",
    "band_colours",
    "domains",
    "indicators",
    "options_bar",
    "printed",
    "pyramid",
    "trend",
]
