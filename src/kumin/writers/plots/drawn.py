"""Charts as DrawingML, the language of charts in documents and slides, with the library for slides."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from math import ceil
from typing import Any

from kumin.charts.answers import is_light
from kumin.charts.looks import INK, PALE
from kumin.numbers import printed
from kumin.writers.document.parts import FONT
from kumin.writers.plots.plot import Plot, Room, Series
from kumin.writers.plots.workbook import MINUS, PLUS, amounts, column

_LABELS_GAP = 8
"""Points between the labels and the bars, and between a bar's end and its number."""
_GAP, _GAP_OF_LINES = 40, 60
"""Percent of a bar's thickness between bars."""


def chart_data(plot: Plot, labels: Sequence[str]) -> Any:
    """Give a chart's rows and numbers to the library."""
    from pptx.chart.data import CategoryChartData

    make: Any = CategoryChartData
    data = make(number_format="General")
    data.categories = [_whole(label) for label in labels]
    for one in plot.series:
        data.add_series(_whole(one.name), one.values)
    return data


def _whole(words: str) -> str:
    """Leave out the characters that XML cannot hold."""
    return "".join(one for one in words if one >= " " or one == "\n")


def chart_type(plot: Plot) -> Any:
    """Return the kind of a chart, as the library names it."""
    from pptx.enum.chart import XL_CHART_TYPE

    return XL_CHART_TYPE.BAR_STACKED if plot.stacked else XL_CHART_TYPE.BAR_CLUSTERED


def chart_element(plot: Plot, labels: Sequence[str], room: Room) -> Any:
    """Make the element that is a chart, for a document that the library does not write."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    look = replace(plot, rows=(), limits=(), series=tuple(replace(one, values=(None,)) for one in plot.series))
    space = deepcopy(_empty(look, room.letters))
    filled = parse_xml(chart_data(plot, labels).xml_bytes(chart_type(plot)))
    for empty, full in zip(space.iter(qn("c:ser")), filled.iter(qn("c:ser")), strict=True):
        for name in ("c:cat", "c:val"):
            empty.replace(empty.find(qn(name)), full.find(qn(name)))
    _fit(_chart_of(space), plot, labels, room)
    return space


@lru_cache(maxsize=64)  # the library takes ten times as long to dress a chart as to copy one
def _empty(look: Plot, letters: float) -> Any:
    """Make a chart of one row without a number: those of a report have few looks."""
    from pptx.oxml import parse_xml

    space = parse_xml(chart_data(look, [""]).xml_bytes(chart_type(look)))
    _dress(_chart_of(space), look, letters)
    return space


def _chart_of(space: Any) -> Any:
    from pptx.chart.chart import Chart

    make: Any = Chart
    return make(space, None)


def dress(chart: Any, plot: Plot, labels: Sequence[str], room: Room) -> None:
    """Give a chart of the library its looks: colours, numbers on the bars, intervals, legend, axes.

    Parameters
    ----------
    chart : pptx.chart.chart.Chart
        Of :func:`chart_data`.
    plot : Plot
        What it shows.
    labels : sequence of str
        Labels of its rows, in lines.
    room : Room
        What it has room for.
    """
    _dress(chart, plot, room.letters)
    _fit(chart, plot, labels, room)


def _dress(chart: Any, plot: Plot, letters: float) -> None:
    """Give a chart all of its looks that do not depend on its rows."""
    from pptx.util import Pt

    chart.has_title = False
    chart.font.size = Pt(letters)
    _named(chart.font)
    _bare(chart)
    _axes(chart, plot)
    _legend(chart, plot)
    bars = chart.plots[0]
    bars.gap_width = _GAP if plot.stacked else _GAP_OF_LINES
    for series, one in zip(bars.series, plot.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour_of(one.colour)
        if plot.stacked:
            _numbers_within(series, one)
        else:
            _numbers_behind(series, one)


def _fit(chart: Any, plot: Plot, labels: Sequence[str], room: Room) -> None:
    """Fit a chart to its rows: the bars beside the labels, numbers where they have room, intervals."""
    wide = max((room.wide(line) for label in labels for line in label.split("\n")), default=0.0) + _LABELS_GAP
    behind = 0.0 if plot.stacked else room.wide("100.00%") + _LABELS_GAP
    length = max(room.width - wide - behind - _LABELS_GAP, room.letters)
    series = list(chart.plots[0].series)
    if plot.stacked:
        for place, one in enumerate(plot.series):
            if one.shown:
                series[place].data_labels.number_format = _where_wide(one.shown, room, length)
    else:
        _inner(chart, (wide / room.width, length / room.width))
    if plot.limits:
        _intervals(series[0], plot, length / room.width)


def colour_of(code: str) -> Any:
    """Turn a colour of six digits into the library's."""
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made.from_string(code.lstrip("#").upper())


def _named(font: Any) -> None:
    """Set the font of letters of all kinds: the library knows that of Latin ones alone."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    font.name = FONT
    latin = font._rPr.find("{*}latin")
    latin.addnext(parse_xml(f'<a:ea {nsdecls("a")} typeface="{FONT}"/>'))


def _bare(chart: Any) -> None:
    """Draw neither a frame nor a ground around a chart."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    bare = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    chart._chartSpace.find(qn("c:txPr")).addprevious(parse_xml(bare))


def _axes(chart: Any, plot: Plot) -> None:
    """Put the rows from the top down, each with its label, on a scale that is not seen."""
    from pptx.enum.chart import XL_TICK_MARK
    from pptx.oxml.ns import qn
    from pptx.oxml.xmlchemy import OxmlElement

    rows, scale = chart.category_axis, chart.value_axis
    rows.reverse_order = True
    rows.major_tick_mark = XL_TICK_MARK.NONE
    rows.format.line.color.rgb = colour_of(PALE)
    # every bar has its label, where the program would leave some out
    skip = OxmlElement("c:tickLblSkip")
    skip.set("val", "1")
    rows._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    scale.minimum_scale, scale.maximum_scale = 0.0, plot.end
    scale.visible = False
    scale.has_major_gridlines = False


def _legend(chart: Any, plot: Plot) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    chart.has_legend = plot.stacked
    if plot.stacked:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        for place in reversed(plot.named_before):
            left_out = f'<c:idx val="{place}"/><c:delete val="1"/>'
            entry = parse_xml(f"<c:legendEntry {nsdecls('c')}>{left_out}</c:legendEntry>")
            chart.legend._element.find(qn("c:legendPos")).addnext(entry)


def _numbers_within(series: Any, one: Series) -> None:
    """Write the numbers within the parts of bars."""
    if not one.shown:
        return
    labels = series.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.font.color.rgb = colour_of("000000" if is_light(one.colour) else "FFFFFF")


def _where_wide(shown: str, room: Room, length: float) -> str:
    """Write the format that shows a number where its part of a bar of a length is wide enough for it."""
    shortest, longer = (100 * (room.wide(text) + 3) / length for text in _texts(shown))
    smallest = printed(ceil(10 * (shortest if longer <= 10 else longer)) / 10, 1)
    return f'[<{smallest}]"";{shown}'


def _texts(shown: str) -> tuple[str, str]:
    """Return what a format writes of numbers below ten, and of others."""
    words = shown.strip('"')
    return (words, words) if words != shown else (shown, f"0{shown}")


def _numbers_behind(series: Any, one: Series) -> None:
    """Write the numbers behind the bars."""
    from pptx.enum.chart import XL_LABEL_POSITION

    labels = series.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.number_format = one.shown
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.color.rgb = colour_of(INK)
    labels._element.find(".//{*}bodyPr").set("wrap", "none")


def _inner(chart: Any, across: tuple[float, float]) -> None:
    """Give the bars a place of their own: from where, and how wide, as parts of the chart's width."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    modes = "".join(f'<c:{name}Mode val="edge"/>' for name in "xy")
    places = zip("xywh", (across[0], 0.01, across[1], 0.98), strict=True)
    placed = "".join(f'<c:{name} val="{printed(value, 4)}"/>' for name, value in places)
    layout = f'<c:layoutTarget val="inner"/>{modes}{placed}'
    area = chart._chartSpace.chart.plotArea
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{layout}</c:manualLayout></c:layout>"))


def _intervals(series: Any, plot: Plot, across: float) -> None:
    """Draw the intervals as lines over the ends of the bars, and move each number behind its line."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    element, labels, pairs = series._element, series.data_labels._element, amounts(plot)
    ends = [
        f"<c:{name}><c:numRef><c:f>{column(place, len(pairs))}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(pairs)}"/>{_points([pair and pair[side] for pair in pairs])}'
        f"</c:numCache></c:numRef></c:{name}>"
        for side, (name, place) in enumerate((("plus", PLUS), ("minus", MINUS)))
    ]
    line = f'<c:spPr><a:ln w="12700"><a:solidFill><a:srgbClr val="{INK[1:].upper()}"/></a:solidFill></a:ln></c:spPr>'
    bars = (
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"{''.join(ends)}{line}</c:errBars>"
    )
    element.find(qn("c:cat")).addprevious(parse_xml(bars))
    for place, pair in reversed(list(enumerate(pairs))):
        if pair is not None:
            moved = across * float(pair[0]) / plot.end
            labels.insert(0, parse_xml(_moved(place, moved, plot.series[0].shown)))


def _points(values: Sequence[Any]) -> str:
    return "".join(
        f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values) if value is not None
    )


def _moved(place: int, across: float, shown: str) -> str:
    """Write the label of a bar that stands farther to the right, as part of the chart's width."""
    from xml.sax.saxutils import quoteattr

    from pptx.oxml.ns import nsdecls

    said = "".join(
        f'<c:show{name} val="{int(name == "Val")}"/>'
        for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    return (
        f'<c:dLbl {nsdecls("c")}><c:idx val="{place}"/><c:layout><c:manualLayout><c:x val="{printed(across, 4)}"/>'
        f'<c:y val="0"/></c:manualLayout></c:layout><c:numFmt formatCode={quoteattr(shown)} sourceLinked="0"/>'
        f'<c:dLblPos val="outEnd"/>{said}</c:dLbl>'
    )
