"""Charts for a notebook: each a function from a frame of kumin to an Altair chart.

Needs ``kumin[report]``. ``kumin.charts.indicators(result.judgements)`` draws a run.
"""

from __future__ import annotations

from kumin.reporting.charts import band, domains, indicators, options_bar, pyramid, trend
from kumin.reporting.svg import to_svg

__all__ = ["band", "domains", "indicators", "options_bar", "pyramid", "to_svg", "trend"]
