"""charts.zip: every chart of the page as SVG and PNG, to be put into other documents."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kumin.charts.renderer import draws_japanese, rasterize
from kumin.messages import text
from kumin.writers.auditing.public_files import CHARTS
from kumin.writers.packages import member

if TYPE_CHECKING:
    from kumin.charts.svg import Drawing
    from kumin.words.report import ReportView

LIST = "charts.txt"
"""Member that lists the charts by their titles."""


def write_charts(view: ReportView, drawings: Sequence[Drawing], svgs: Sequence[str], path: Path) -> None:
    """Write the charts of a page, which show what the page shows and no more.

    Parameters
    ----------
    view : ReportView
        The run in words.
    drawings : sequence of Drawing
        The charts of the page; of one drawn for a phone too only the wide one is taken,
        and a chart that stands in two of them once.
    svgs : sequence of str
        What the renderer drew of each.
    path : Path
        The file to write. Its list says where the machine has no font for Japanese.
    """
    no_font = [] if draws_japanese() else [text("charts_no_font", view.lang, name=CHARTS)]
    lines = [view.title, *([view.synthetic] if view.synthetic else []), *no_font, ""]
    with zipfile.ZipFile(path, "w") as package:
        kept: list[Any] = []
        for drawing, drawn in zip(drawings, svgs, strict=True):
            # the page and the report of the survey may hold the same chart
            if drawing.id.endswith("-narrow") or drawing.spec in kept:
                continue
            kept.append(drawing.spec)
            svg, name = drawing.alone(drawn, view.synthetic), drawing.id.removeprefix("c-")
            package.writestr(member(f"{name}.svg"), svg)
            package.writestr(member(f"{name}.png"), rasterize(svg))
            lines.append(f"{name}: {drawing.title}")
        package.writestr(member(LIST), "\ufeff" + "\r\n".join([*lines, ""]))
